import Testing

@testable import PinionCompiler

/// Schemas that have very much of one thing: what they cost grows as they do, and what is too much is refused.
///
/// Nothing here is timed. Each of these took minutes or gigabytes once, or would with a loop too many, and a test
/// that takes so long is seen.
struct SchemaFloodTests {
    /// Names that differ in a schema and are `a` in Swift: the letter, and marks that say a number.
    private static func marked(_ number: Int) -> String {
        "a" + String(number, radix: 2).map { $0 == "0" ? "." : "-" }.joined()
    }

    private static func count(_ compilation: Compilation) -> [String: Int] {
        compilation.diagnostics.kept.reduce(into: [:]) { $0[$1.code, default: 0] += 1 }
    }

    // MARK: Names

    @Test("Values of one name are one value, with a warning for each that is more")
    func equalNames() throws {
        let values = (0..<40_000).map { "<validValue name='\($0 % 20_000)'>\($0)</validValue>" }
        let text = SchemaText.schema(
            types: "<enum name='E' encodingType='uint16'>\(values.joined())</enum>")
        let compilation = SchemaText.compile(text)
        #expect(compilation.diagnostics.warningCount == 20_000)
        #expect(Self.count(compilation) == ["SCH-026": Diagnostics.keptMax])
        let silenced = SchemaText.compile(
            text, warnings: WarningPolicy(allowed: ["SCH-026"]))
        #expect(silenced.diagnostics.warningCount == 0)
        guard case .enumeration(let type)? = silenced.schema?.types.last else {
            Issue.record("there is no enumeration")
            return
        }
        #expect(type.values.count == 20_000)
    }

    @Test("Names that are one in Swift are told apart there, however many they are")
    func equalSwiftNames() throws {
        let values = (0..<20_000).map {
            "<validValue name='\(Self.marked($0))'>\($0)</validValue>"
        }
        let fields = (0..<20_000).map {
            "<field name='\(Self.marked($0))' id='\($0)' type='C'/>"
        }
        let text = SchemaText.schema(
            types: """
                <enum name='E' encodingType='uint16'>\(values.joined())</enum>
                <type name='C' primitiveType='uint8' presence='constant'>1</type>
                """, members: fields.joined())
        let compilation = SchemaText.compile(text)
        #expect(compilation.diagnostics.warningCount == 2 * 19_999)
        let schema = try #require(compilation.schema)
        let names = SwiftBodyNames(schema.messages[0].body, reserved: "").fields
        #expect(Set(names).count == 20_000)
        #expect(names.last == "a_19999")
    }

    @Test("Types that only frames use are told apart from others, however many there are of both")
    func frames() throws {
        let types = (0..<10_000).map {
            "<composite name='C\($0)'><type name='m' primitiveType='int8'/></composite>"
        }
        let data = (0..<10_000).map { "<data name='d\($0)' id='\($0)' type='varDataEncoding'/>" }
        let text = SchemaText.schema(types: types.joined(), members: data.joined())
        let schema = try #require(SchemaText.compile(text).schema)
        let names = SwiftTypeNames(schema: schema, options: SwiftOptions(sourceName: "a.xml"))
        #expect(names.named.count == 10_001)
        #expect(names.dataEncodings.map(\.name) == ["VarDataEncoding"])
        #expect(names.dimensions.isEmpty)
    }

    @Test("A name as long as the schema is cut in Swift, where it is written again and again")
    func longSwiftName() throws {
        let name = String(repeating: "n", count: 1 << 20)
        let values = (0..<2_000).map { "<validValue name='v\($0)'>\($0)</validValue>" }.joined()
        let text = SchemaText.schema(
            types: """
                <enum name='\(name)' encodingType='uint16'>\(values)</enum>
                <enum name='\(name)m' encodingType='uint16'>\(values)</enum>
                """, members: "<field name='\(name)' id='1' type='\(name)m'/>")
        let compilation = SchemaText.compile(text)
        #expect(Self.count(compilation) == ["SCH-080": 1])
        let options = SwiftOptions(sourceName: "a.xml")
        let swift = generateSwift(schema: try #require(compilation.schema), options: options)
        let cut = "N" + String(repeating: "n", count: SwiftNames.scalarsMax - 1)
        #expect(swift.contains { $0.text.contains("struct \(cut)Enum:") })
        // Each value names its type a few times.
        #expect(swift.reduce(0) { $0 + $1.text.utf8.count } < 10_000 * SwiftNames.scalarsMax)
    }

    @Test("A type that is made for a field of SBE 2.0 has a name of bounded length")
    func longPath() throws {
        let name = String(repeating: "M", count: 1 << 20)
        let fields = (0..<10_000).map {
            "<field name='f\($0)' id='\($0)' type='int8' minValue='0'/>"
        }
        let text = SchemaEditionTests.schema(members: fields.joined())
            .replacing("name=\"Test\"", with: "name=\"\(name)\"")
        let schema = try #require(SchemaText.compile(text).schema)
        let names = schema.messages[0].body.fields.map(\.type.name)
        #expect(Set(names).count == 10_000)
        let digits = "_10000".utf8.count
        #expect(names.allSatisfy { $0.utf8.count <= SchemaEditionLowering.nameScalarsMax + digits })
    }

    @Test("What imported files include counts with what is imported")
    func importsThatInclude() {
        // Each of the imported files is small, and includes the large one.
        let large = "<types>" + String(repeating: " ", count: 9 << 20) + "</types>"
        let small = "<types xmlns:xi='x'><xi:include href='large'/></types>"
        func source(importing count: Int) -> SourceText {
            let imports = (0..<count).map { "import \"small\($0)\"\n" }.joined()
            return SourceText(path: "a.pinion", text: "schema a @1\n\(imports)message M @1 {}")
        }
        let bytes = compile(source(importing: 2)) {
            Array(($0 == "large" ? large : small).utf8)
        }
        #expect(Self.count(bytes)["SCH-004"] == 1)
        let files = compile(source(importing: 40)) {
            Array(($0 == "large" ? "<types/>" : small).utf8)
        }
        #expect(Self.count(files)["LNG-002"] != nil)
    }
}
