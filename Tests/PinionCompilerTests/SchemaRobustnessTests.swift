import PinionCompiler
import Testing

/// Texts that nobody writes by accident: whatever the bytes are, there are diagnostics or a schema,
/// soon, and nothing traps.
struct SchemaRobustnessTests {
    /// A small schema with one of everything.
    private static let everything = """
        <messageSchema package="p" id="1" version="1"><types>
        <composite name="messageHeader"><type name="blockLength" primitiveType="uint16"/>
        <ref name="templateId" type="U"/><ref name="schemaId" type="U"/><ref name="version" type="U"/>
        </composite><composite name="D"><ref name="blockLength" type="U"/>
        <ref name="numInGroup" type="U"/></composite>
        <composite name="V"><ref name="length" type="U"/>
        <type name="varData" primitiveType="uint8" length="0"/></composite>
        <type name="U" primitiveType="uint8"/>
        <type name="T" primitiveType="char" length="3" presence="constant">abc</type>
        <type name="N" primitiveType="double" presence="optional" nullValue="1e3"/>
        <enum name="E" encodingType="uint8"><validValue name="A">1</validValue></enum>
        <set name="S" encodingType="uint8"><choice name="b">1</choice></set>
        <composite name="C"><ref name="e" type="E" offset="1"/></composite>
        </types><message name="M" id="1">
        <field name="a" id="1" type="C" offset="2"/><!-- &amp; -->
        <group name="g" id="2" dimensionType="D"><field name="a" id="1" type="E"
        presence="constant" valueRef="E.A"/></group>
        <data name="d" id="3" type="V"/>
        </message></messageSchema>
        """

    /// Compiles bytes and shows what comes of them.
    @discardableResult
    private func check(_ bytes: [UInt8]) -> Compilation {
        let compilation = compile(SourceText(path: "a", bytes: bytes))
        #expect((compilation.schema == nil) == compilation.diagnostics.hasErrors)
        for diagnostic in compilation.diagnostics.kept { #expect(!diagnostic.description.isEmpty) }
        return compilation
    }

    @Test("The schema with one of everything is good")
    func good() {
        #expect(check(Array(Self.everything.utf8)).diagnostics.kept.map(\.description) == [])
    }

    @Test("Every truncation is refused")
    func truncations() {
        let bytes = Array(Self.everything.utf8)
        for count in 0..<bytes.count {
            #expect(check(Array(bytes[..<count])).schema == nil, "\(count) bytes")
        }
    }

    @Test("A flipped bit, and a byte that markup is made of, is survived in every place")
    func flips() {
        var bytes = Array(Self.everything.utf8)
        for index in bytes.indices {
            let byte = bytes[index]
            for change in [byte ^ 1, byte ^ 0x80, 0x3c, 0x22, 0x26] {
                bytes[index] = change
                check(bytes)
            }
            bytes[index] = byte
        }
    }

    @Test("A stretch that is left out or written twice is survived")
    func stretches() {
        let bytes = Array(Self.everything.utf8)
        for length in [1, 7, 40, 200] {
            for start in stride(from: 0, to: bytes.count - length, by: max(3, length / 2)) {
                var shorter = bytes
                shorter.removeSubrange(start..<start + length)
                check(shorter)
                var longer = bytes
                longer.insert(contentsOf: bytes[start..<start + length], at: start)
                check(longer)
            }
        }
    }

    @Test("Numbers at the edges of their types are errors or fit")
    func numbers() {
        let numbers = [
            "0", "1", "255", "256", "65535", "65536", "2147483647", "2147483648", "4294967295",
            "4294967296", "9223372036854775807", "9223372036854775808", "18446744073709551615",
            "18446744073709551616", "-1", "-9223372036854775808", "-9223372036854775809", "1e9",
            "0x10", "", " 1", "1 ", "+1", "--1", "٣", "NaN", String(repeating: "9", count: 10_000),
        ]
        for name in ["id", "version", "sinceVersion", "deprecated", "offset", "length"] {
            for number in numbers {
                let text = Self.everything.replacing(
                    " \(name)=\"", with: " \(name)=\"\(number)\" x=\"")
                check(Array(text.utf8))
            }
        }
        for primitive in PrimitiveType.allCases {
            for number in numbers {
                let text = SchemaText.schema(
                    types: """
                        <type name="A" primitiveType="\(primitive)" minValue="\(number)"/>
                        <type name="B" primitiveType="\(primitive)" presence="constant">\(number)</type>
                        <type name="C" primitiveType="\(primitive)" length="\(number)"/>
                        <enum name="E" encodingType="A"><validValue name="a">\(number)</validValue></enum>
                        <set name="S" encodingType="A"><choice name="a">\(number)</choice></set>
                        """,
                    messages: """
                        <message name="M" id="1" blockLength="\(number)">
                            <field name="c" id="1" type="C"/><field name="d" id="2" type="C"/>
                            <group name="g" id="3" blockLength="\(number)"/>
                        </message>
                        """)
                check(Array(text.utf8))
            }
        }
    }

    @Test("Groups may be nested as deep as a schema can say")
    func nesting() {
        let groups =
            String(repeating: "<group name='g' id='1'>", count: 60)
            + String(repeating: "</group>", count: 60)
        #expect(SchemaText.compile(SchemaText.schema(members: groups)).schema != nil)
    }

    @Test("An attribute of ten megabytes is read, and a long one in a wrong place is cut")
    func longAttribute() throws {
        let long = String(repeating: "a", count: 10 << 20)
        let good = SchemaText.schema().replacing("package=\"test\"", with: "package=\"\(long)\"")
        #expect(SchemaText.compile(good).schema?.package.utf8.count == 10 << 20)
        let id = long.prefix(1 << 20)
        let bad = SchemaText.schema(members: "<field name=\"a\" id=\"\(id)\" type=\"int8\"/>")
        let compilation = SchemaText.compile(bad)
        #expect(compilation.diagnostics.kept.map(\.code) == ["SCH-012"])
        #expect(try #require(compilation.diagnostics.kept.first).description.utf8.count < 1000)
    }

    @Test("Very many references, and markup that starts nothing, are survived")
    func floods() {
        for part in ["&a", "&a;", "<", "< ", "</a>", "<a b", "<!--", "<![CDATA[", "<?", "\""] {
            let text = "<a>" + String(repeating: part, count: (1 << 18) / part.utf8.count)
            check(Array(text.utf8))
        }
    }

    @Test("Very many names that nobody declared cost little more than those that are declared")
    func unknownNames() {
        // A list of all names for each of them would take minutes.
        let types = (0..<50_000).map { "<type name='type\($0)' primitiveType='int8'/>" }
        let fields = (0..<50_000).map { "<field name='f\($0)' id='\($0)' type='tipe\($0)'/>" }
        let compilation = SchemaText.compile(
            SchemaText.schema(types: types.joined(), members: fields.joined()))
        #expect(compilation.schema == nil)
        #expect(Set(compilation.diagnostics.kept.map(\.code)) == ["SCH-030"])
        #expect(compilation.diagnostics.errorCount == 50_000)
    }

    @Test("A chain of refs of any length is refused at the bound of depth")
    func chain() {
        for order in [Array(0..<5000), Array((0..<5000).reversed())] {
            let types = order.map { level in
                level == 0
                    ? "<composite name='C0'><type name='m' primitiveType='int8'/></composite>"
                    : "<composite name='C\(level)'><ref name='m' type='C\(level - 1)'/></composite>"
            }
            let compilation = SchemaText.compile(SchemaText.schema(types: types.joined()))
            #expect(compilation.schema == nil)
            #expect(Set(compilation.diagnostics.kept.map(\.code)) == ["SCH-032"])
        }
    }

    @Test("Fields whose composites are large add up to a bound")
    func expansion() {
        let members = (0..<4096).map { "<type name='m\($0)' primitiveType='int8'/>" }.joined()
        let fields = (0..<300).map { "<field name='f\($0)' id='\($0)' type='C'/>" }.joined()
        // The block is too long for its header as well.
        let text = SchemaText.schema(
            types: "<composite name='C'>\(members)</composite>", members: fields)
        let codes = SchemaText.compile(text).diagnostics.kept.map(\.code)
        #expect(codes.sorted() == ["SCH-032", "SCH-054"])
    }
}
