import Foundation
import PinionCompiler
import Testing

/// Schemas from XML to Pinion's language and back: the same model all the way.
struct LanguageConversionTests {
    /// The XML schemas of this repository.
    static let schemas: [String] = {
        let folders = [
            "Schemas/bugs", "Schemas/examples", "Tests/PinionCompilerTests/Golden",
            "Tests/GeneratedViewTests/Schemas",
        ]
        let inFolders = folders.flatMap { folder in
            let files = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
            let names: [String] = files?.compactMap { $0 as? String } ?? []
            return
                names
                .filter { $0.hasSuffix(".xml") }.map { folder + "/" + $0 }
        }
        return (inFolders + ["Schemas/transport.xml"]).sorted()
    }()

    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    @Test(
        "A schema of the repository converts to the language and back, and is formatted",
        arguments: schemas)
    func converts(path: String) throws {
        let bytes = Array(try Data(contentsOf: Self.root.appending(path: path)))
        let schema = try #require(compile(SourceText(path: path, bytes: bytes)).schema)

        let language = convert(SourceText(path: path, bytes: bytes), to: .pinion)
        let text = try #require(language.text)
        let source = SourceText(path: "a.pinion", text: text)
        let compilation = compile(source)
        #expect(compilation.schema == schema, "\(compilation.diagnostics.kept.map(\.description))")
        #expect(format(source).text == text)
        #expect(convert(source, to: .pinion).text == text)

        let xml = try #require(convert(source, to: .xml).text)
        let back = compile(SourceText(path: "b.xml", text: xml))
        #expect(back.schema == schema, "\(back.diagnostics.kept.map(\.description))\n\(xml)")
        let again = convert(SourceText(path: "b.xml", text: xml), to: .pinion)
        #expect(again.text == text)
    }

    @Test(
        "The XML beside a schema in the language is what the conversion makes of it",
        arguments: ["Schemas/transport", "Schemas/examples/market", "Schemas/examples/quote"])
    func twins(path: String) throws {
        let bytes = Array(try Data(contentsOf: Self.root.appending(path: path + ".pinion")))
        let source = SourceText(path: path + ".pinion", bytes: bytes)
        #expect(format(source).text.map { Array($0.utf8) } == bytes)
        let text = convert(source, to: .xml).text
        let kept = try String(
            contentsOf: Self.root.appending(path: path + ".xml"), encoding: .utf8)
        let isCurrent = text == kept
        #expect(
            isCurrent, "run `swift run pinion convert \(path).pinion \(path).xml` after a change")
    }

    @Test("There are schemas to convert")
    func schemasFound() {
        #expect(Self.schemas.count >= 12)
    }

    @Test("Names, texts and values that need quotes survive both ways")
    func quoting() throws {
        let text = #"""
            schema `a package` @1 (version 3, semanticVersion "1 \"x\"", description "two  spaces\nline")

            type `odd name`: char = '\''
            type Text: char[5] = "a<&b" (description " leading", semanticType "UTC time")
            type Space: char? (nullValue ' ', minValue '"', maxValue '~')
            type Small: float? (nullValue -1.5e-3, minValue "NaN")
            enum Kind: char (nullValue '-') {
                `1st` = 'a'
                space = ' '
                apostrophe = '\''
            }

            /// Two paragraphs: & is <kept>.
            ///
            /// The second.
            message group @1 (epoch "UNIX time", timeUnit nanosecond) {
                group @1: Kind
                data @2: Kind = `1st`
                message @3: `odd name`
                schema @4: Space (presence required)
            }

            """#
        let source = SourceText(path: "a.pinion", text: text)
        let compilation = compile(source)
        let schema = try #require(
            compilation.schema, "\(compilation.diagnostics.kept.map(\.description))")
        #expect(schema.description == "two  spaces\nline")
        #expect(
            schema.messages[0].notes.description == "Two paragraphs: & is <kept>.\n\nThe second.")
        #expect(
            schema.messages[0].body.fields.map(\.name) == ["group", "data", "message", "schema"])

        let xml = convert(source, to: .xml)
        let back = compile(SourceText(path: "a.xml", text: try #require(xml.text)))
        #expect(
            back.schema == schema, "\(back.diagnostics.kept.map(\.description))\n\(xml.text ?? "")")
        let again = try #require(convert(source, to: .pinion).text)
        #expect(compile(SourceText(path: "a.pinion", text: again)).schema == schema)
        #expect(format(SourceText(path: "a.pinion", text: again)).text == again)
    }

    @Test(
        "Comments are kept where they are about the same thing, and told apart from documentation")
    func comments() throws {
        let text = """
            // The first line,
            // and a -- second.

            /// A schema.
            schema a @1
            // of T
            type T: uint8

            // Before M.
            /// M.
            message M @1 {
                // on a
                a @1: T
                // before b
                /// B.
                b @2: T
            }

            """
        let source = SourceText(path: "a.pinion", text: text)
        let xml = try #require(convert(source, to: .xml).text)
        #expect(xml.contains("<!-- before b -->\n        <field name=\"b\""))
        let back = try #require(convert(SourceText(path: "a.xml", text: xml), to: .pinion).text)
        for line in ["// The first line,", "// and a - - second.", "// of T", "    // before b"] {
            #expect(back.contains(line + "\n"), "\(back)")
        }
        let again = convert(SourceText(path: "b.pinion", text: back), to: .pinion).text
        #expect(again == back)

        // A comment behind a declaration, in one, or at the end of a block goes before it.
        let anywhere = """
            schema a @1 // one
            type T: uint8 ( // two
                minValue 1)
            message M @1 { // three
                a @1: T // four
                // five
            } // six
            // seven
            """
        let moved = try #require(
            convert(SourceText(path: "a.pinion", text: anywhere), to: .pinion).text)
        for word in ["one", "two", "three", "four", "five", "six", "seven"] {
            #expect(moved.contains("// \(word)\n"), "\(moved)")
        }
        #expect(moved.contains("    // four\n    a @1"))

        let trailing =
            "<messageSchema package='a' id='1'><!-- x --><types> <type name='T' "
            + "primitiveType='uint8'/> <!-- of T -->\n<!-- of U --><type name='U' primitiveType='int8'/>"
            + "</types><message name='M' id='1'><!-- in M --></message></messageSchema><!-- end -->"
        let known = SourceText(
            path: "a.pinion",
            text: try #require(
                convert(
                    SourceText(
                        path: "a.xml",
                        text: trailing.replacing(
                            "<types>",
                            with: "<types><composite name='messageHeader'><ref name='blockLength' "
                                + "type='B'/><ref name='templateId' type='B'/><ref name='schemaId' "
                                + "type='B'/><ref name='version' type='B'/></composite>"
                                + "<type name='B' primitiveType='uint16'/>")), to: .pinion
                ).text))
        let lines = String(decoding: known.bytes, as: UTF8.self).split(separator: "\n")
        let follower = { (comment: String) in
            lines.firstIndex { $0.hasSuffix(comment) }.map { lines[$0 + 1] }
        }
        #expect(follower("// of T") == "type T: uint8")
        #expect(follower("// of U") == "type U: int8")
        #expect(follower("// in M") == "message M @1 {}")
    }

    @Test("What XML has no way of writing is an error there, and nowhere else")
    func beyondXML() throws {
        let text = """
            schema a @1
            type Nothing: char? (nullValue '\\u{0}')
            message M @1 { nothing @1: Nothing }
            """
        let source = SourceText(path: "a.pinion", text: text)
        #expect(convert(source, to: .xml).text == nil)
        #expect(convert(source, to: .xml).diagnostics.kept.map(\.code) == ["LNG-012"])
        let again = try #require(convert(source, to: .pinion).text)
        #expect(compile(SourceText(path: "b.pinion", text: again)).schema == compile(source).schema)
    }

    @Test("A first schema needs no header, dimension or encoding of its own")
    func defaults() throws {
        // LNG-021: "A schema SHALL have `messageHeader`, `groupSizeEncoding`, `varDataEncoding` and
        // `varStringEncoding` as in the table, where it uses them and does not declare them."
        let text = """
            schema example.chat @7
            message Said @1 {
                time @1: uint64
                group words @2 {
                    count @1: uint16
                    data word @2: varStringEncoding
                }
                data picture @3
            }
            """
        let schema = try #require(compile(SourceText(path: "a.pinion", text: text)).schema)
        #expect(schema.header.size == 8)
        let group = try #require(schema.messages[0].body.groups.first)
        #expect(group.dimension.size == 4)
        #expect(group.body.data[0].characterEncoding == "UTF-8")
        #expect(schema.messages[0].body.data[0].characterEncoding == nil)
        #expect(
            schema.types.count == 4, "the four that are used, and no others")
    }

    @Test("Imports are taken in where they are, once, from the language and from XML")
    func imports() throws {
        let files = [
            "d/a.pinion": "type A: uint8\nimport \"b.pinion\"\nimport \"c.xml\"",
            "d/b.pinion": "import \"c.xml\"\ntype B: uint16",
            "d/c.xml": "<types><type name=\"C\" primitiveType=\"uint32\"/></types>",
        ]
        let text = """
            schema a @1
            import "d/a.pinion"
            type D: uint64
            message M @1 {
                a @1: A
                b @2: B
                c @3: C
                d @4: D
            }
            """
        let compilation = compile(SourceText(path: "x.pinion", text: text)) { path in
            files[path].map { Array($0.utf8) }
        }
        let schema = try #require(
            compilation.schema, "\(compilation.diagnostics.kept.map(\.description))")
        #expect(schema.types.count == 5)
        #expect(schema.messages[0].body.fields.map(\.offset) == [0, 1, 3, 7])
    }

    @Test("An import that goes wrong is reported where it is written")
    func wrongImports() {
        let files = [
            "self.pinion": "import \"self.pinion\"", "schema.pinion": "schema b @2",
            "message.xml": "<messageSchema/>",
        ]
        for (name, code) in [
            ("/absolute.pinion", "LNG-009"), ("none.pinion", "LNG-009"), ("self.pinion", "LNG-009"),
            ("schema.pinion", "LNG-007"), ("message.xml", "LNG-009"), ("http:x", "LNG-009"),
        ] {
            let text = "schema a @1\nimport \"\(name)\"\nmessage M @1 {}"
            let compilation = compile(SourceText(path: "x.pinion", text: text)) { path in
                files[path].map { Array($0.utf8) }
            }
            #expect(compilation.diagnostics.kept.map(\.code) == [code], "\(name)")
        }
    }
}
