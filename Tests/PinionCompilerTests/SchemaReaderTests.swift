import PinionCompiler
import Testing

/// What of XML is read, and how.
struct SchemaReaderTests {
    /// The description of the schema, which may be any text.
    private func description(_ attribute: String) -> String? {
        let text = SchemaText.schema().replacing(
            "version=\"1\"", with: "version=\"1\" description=\(attribute)")
        return SchemaText.compile(text).schema?.description
    }

    @Test(
        "The references and white space of an attribute are what XML says",
        arguments: [
            (#""a &lt;&gt; &amp;&quot;&apos; b""#, #"a <> &"' b"#),
            (#"'a "b" c'"#, #"a "b" c"#),
            (#""&#65;&#x42;&#x1F600;""#, "AB😀"),
            ("\"a\tb\nc\r\nd\re\"", "a b c d e"),
            ("\"a&#10;b&#9;c\"", "a\nb\tc"),
            ("\"&#0000000065;\"", "A"),
            ("\"\"", ""),
            ("\"größer → 値\"", "größer → 値"),
        ] as [(String, String)])
    func attributes(text: String, expected: String) {
        #expect(description(text) == expected)
    }

    @Test("Comments, CDATA, instructions and a document type are read over")
    func other() {
        let text = SchemaText.schema(
            types: """
                <!-- <type name="no"/> - - -->
                <?php <type name="no"/> ?>
                <enum name="E" encodingType="uint8">
                    <validValue name="A"><!-- one -->1</validValue>
                    <validValue name="B"><![CDATA[2]]></validValue>
                    <validValue name="C">&#51;<!-- three --></validValue>
                    <validValue name="D">
                        4
                    </validValue>
                </enum>
                """)
        let whole = """
            \u{feff}<?xml version="1.0" encoding='utf-8' standalone="no"?>
            <!-- a > b -->
            <!DOCTYPE schema SYSTEM "a'>.dtd" [ <!ELEMENT a (b)> <!-- ' --> <!ATTLIST a b CDATA "]>"> ]>
            \(text)
            <!-- the end -->
            """
        let compilation = SchemaText.compile(whole)
        #expect(compilation.diagnostics.kept.map(\.description) == [])
        guard case .enumeration(let type)? = compilation.schema?.types.last else {
            Issue.record("there is no enumeration")
            return
        }
        #expect(type.values.map(\.value) == (1...4).map { .unsigned($0) })
    }

    @Test("White space around a character is layout, and alone it is the character")
    func characters() {
        let text = SchemaText.schema(
            types: """
                <enum name="E" encodingType="char">
                    <validValue name="a"> a </validValue>
                    <validValue name="space"> </validValue>
                    <validValue name="amp">&amp;</validValue>
                    <validValue name="zero">0</validValue>
                </enum>
                """)
        guard case .enumeration(let type)? = SchemaText.compile(text).schema?.types.last else {
            Issue.record("there is no enumeration")
            return
        }
        #expect(type.values.map(\.value) == [0x61, 0x20, 0x26, 0x30].map { .unsigned($0) })
    }

    @Test("Prefixes do not matter, and foreign attributes are left alone")
    func prefixes() {
        let text = SchemaText.schema(
            members: #"<x:field name="a" id="1" type="int8" x:id="2" xmlns:x="urn:x" xmlns="u"/>"#)
        let compilation = SchemaText.compile(text)
        #expect(compilation.diagnostics.kept.map(\.description) == [])
        #expect(compilation.schema?.messages.first?.body.fields.map(\.name) == ["a"])
    }

    @Test(
        "A text in another encoding is refused, unless it is ASCII all the same",
        arguments: [
            ([0xff, 0xfe, 0x3c, 0x00], "SCH-002"),
            ([0xfe, 0xff, 0x00, 0x3c], "SCH-002"),
            (
                Array("<?xml version='1.0' encoding='ISO-8859-1'?><a>".utf8) + [0xc3, 0xbc],
                "SCH-002"
            ),
            (Array("<?xml version='1.0' encoding='EBCDIC-CP-US'?><a/>".utf8), "SCH-002"),
            (Array("<a>".utf8) + [0xfc, 0x3c], "SCH-002"),
            // Overlong, a surrogate, and beyond the last plane.
            ([0x3c, 0xc0, 0x80], "SCH-002"),
            ([0x3c, 0xed, 0xa0, 0x80], "SCH-002"),
            ([0x3c, 0xf4, 0x90, 0x80, 0x80], "SCH-002"),
            ([0x3c, 0x61, 0xe2, 0x82], "SCH-002"),
            // It is read, and the root is no schema.
            (Array("<?xml version='1.0' encoding='ISO-8859-1'?><a/>".utf8), "SCH-010"),
        ] as [([UInt8], String)])
    func encodings(bytes: [UInt8], code: String) {
        let diagnostics = compile(SourceText(path: "a", bytes: bytes)).diagnostics.kept
        #expect(diagnostics.map(\.code) == [code])
    }

    @Test("Every mistake in the text is reported, not only the first")
    func recovery() {
        let text = """
            <a>
              <b c=1>
                <d e="&f;" g="1" g="2"/>
              </c>
              < h/>
              <i j/>
            </a>
            <k/>
            """
        let found = SchemaText.compile(text).diagnostics.kept.map { "\($0.line):\($0.column)" }
        #expect(found == ["2:6", "3:11", "3:22", "4:5", "5:3", "6:6", "7:3", "8:2"])
    }
}
