import PinionCompiler
import Testing

/// How diagnostics look, and where they point.
struct DiagnosticTests {
    /// The first diagnostic of a text, as it is shown.
    private func shown(_ text: String, path: String = "test.xml") -> String? {
        compile(SourceText(path: path, text: text)).diagnostics.kept.first?.description
    }

    @Test("A diagnostic shows the place, what to do, the line, and a mark under it")
    func whole() {
        let text = SchemaText.schema(
            types: #"<type name="T" primitiveType="char" length="one"/>"#)
        #expect(
            shown(text) == """
                test.xml:17:53: error: `length` must be a decimal integer from 0 to 2147483647, not `one` [SCH-012]
                        <type name="T" primitiveType="char" length="one"/>
                                                                    ^~~
                """)
    }

    @Test("A note shows the other place in the same way")
    func notes() {
        let text = SchemaText.schema(
            members: """
                <field name="a" id="1" type="int8"/>
                    <field name="b" id="1" type="int8"/>
                """)
        #expect(
            shown(text) == """
                test.xml:21:25: error: the id 1 is used twice in this block; give this one another [SCH-024]
                    <field name="b" id="1" type="int8"/>
                                        ^
                test.xml:20:25: note: first used here
                    <field name="a" id="1" type="int8"/>
                                        ^
                """)
    }

    @Test("What is wrong with a dimension is said at its declaration, and where it is used")
    func use() {
        let text = SchemaText.schema(
            types: #"<composite name="D"/>"#,
            members: #"<group name="g" id="1" dimensionType="D"/>"#)
        let diagnostic = SchemaText.compile(text).diagnostics.kept.first
        #expect(diagnostic?.line == 17)
        #expect(diagnostic?.notes.map(\.message) == ["it is used here"])
        #expect(diagnostic?.notes.first?.span?.position.line == 20)
    }

    @Test("A tab stays a tab in the line below, so that the mark stands right")
    func tabs() {
        #expect(
            shown("<a>\n\t<b\t«c»/>".replacing("«", with: "").replacing("»", with: ""))?
                .split(separator: "\n").suffix(2) == ["\t<b\tc/>", "\t  \t^"])
    }

    @Test("A column is a character, and a wide one takes two places below")
    func characters() {
        let diagnostic = compile(SourceText(path: "é.xml", text: "<größe 値段=1 />")).diagnostics
            .kept.first
        #expect(diagnostic?.column == 8)
        #expect(
            diagnostic?.description == """
                é.xml:1:8: error: the value of this attribute is not in quotes [SCH-001]
                <größe 値段=1 />
                       ^~~~
                """)
        // A combining mark takes no place of its own.
        #expect(
            shown("<e\u{301} b=1/>")?.split(separator: "\n").last == "   ^",
            "e and the accent are one place")
    }

    @Test("Of a long line only what is around the place is shown")
    func longLines() throws {
        let text =
            "<a>" + String(repeating: "x", count: 5000) + "&b;"
            + String(repeating: "é", count: 5000) + "</a>"
        let lines = try #require(shown(text)).split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0].hasPrefix("test.xml:1:5004: error: "))
        #expect(lines[1].hasPrefix("…xxx") && lines[1].hasSuffix("é…"))
        #expect(lines[1].count < 210)
        #expect(lines[2] == String(repeating: " ", count: 101) + "^~~")
    }

    @Test("A span over several lines is marked to the end of its first line")
    func severalLines() {
        #expect(
            shown("<?xml version='1.0'\n encoding='UTF-16'?><a/>")?.split(separator: "\n")
                == [
                    "test.xml:1:1: error: the encoding `utf-16` is not UTF-8 [SCH-002]",
                    "<?xml version='1.0'", "^~~~~~~~~~~~~~~~~~~",
                ])
    }

    @Test("Line endings and a byte order mark are no columns")
    func endings() {
        let diagnostics = compile(
            SourceText(path: "a", text: "\u{feff}<a b=1>\r\n<c d=2/>\r\n</a>\r\n")
        ).diagnostics.kept
        #expect(diagnostics.map(\.line) == [1, 2])
        #expect(diagnostics.map(\.column) == [4, 4])
        #expect(diagnostics.first?.description.contains("<a b=1>\n   ^") == true)
    }

    @Test("What would move the cursor of a terminal is shown as a mark")
    func controls() {
        let name = "a\u{202e}b"
        let text = SchemaText.schema(members: "<field name=\"x\" id=\"1\" type=\"\(name)\"/>")
        let line = shown(text)?.split(separator: "\n").dropFirst().first
        #expect(line?.contains("type=\"a\u{fffd}b\"") == true)
        #expect(shown("<a>\u{7}</a>")?.contains("\u{7}") == false)
    }

    @Test("A name of any length makes a message of one line")
    func longNames() {
        let name = String(repeating: "n", count: 100_000)
        let text = SchemaText.schema(members: "<field name=\"x\" id=\"1\" type=\"\(name)\"/>")
        let lines = shown(text)?.split(separator: "\n") ?? []
        #expect(lines.count == 3)
        #expect(lines.allSatisfy { $0.count < 250 })
    }

    @Test("Diagnostics are in the order of their places")
    func order() {
        let text = SchemaText.schema(
            types: #"<type name="T" primitiveType="int128"/>"#,
            messages: """
                <message name="A" id="1"><field name="a" id="1" type="U"/></message>
                <message name="B" id="1"><field name="a" id="x" type="int8"/></message>
                """)
        let found = SchemaText.compile(text).diagnostics.kept.map(\.code)
        #expect(found == ["SCH-033", "SCH-030", "SCH-022", "SCH-012"])
    }

    @Test("One mistake is one diagnostic, however much depends on it")
    func noCascades() {
        let text = SchemaText.schema(
            types: """
                <type name="T" primitiveType="int128"/>
                <enum name="E" encodingType="T"><validValue name="A">1</validValue></enum>
                <composite name="C"><ref name="e" type="E"/></composite>
                """,
            members: """
                <field name="a" id="1" type="T"/>
                <field name="b" id="2" type="C"/>
                <field name="c" id="3" type="E" presence="constant" valueRef="E.A"/>
                """)
        #expect(SchemaText.compile(text).diagnostics.kept.map(\.code) == ["SCH-033"])
    }

    @Test("Of very many diagnostics a hundred of each severity are kept, and all are counted")
    func cap() {
        var diagnostics = Diagnostics()
        let field = #"<field name="a" id="x" type="int8" colour="red"/>"#
        let text = SchemaText.schema(members: String(repeating: field, count: 300))
        diagnostics = SchemaText.compile(text).diagnostics
        #expect(diagnostics.kept.count == 200)
        // An id and, after the first, a name, for each field.
        #expect(diagnostics.errorCount == 599)
        #expect(diagnostics.warningCount == 300)
        #expect(diagnostics.droppedCount == 699)
    }

    @Test("The place of an offset is its line and column, at the end too")
    func positions() {
        let source = SourceText(path: "a", text: "ab\nc\n\nd")
        let places = (-1...8).map { offset in
            let position = source.position(at: offset)
            return "\(position.line):\(position.column)"
        }
        #expect(
            places == ["1:1", "1:1", "1:2", "1:3", "2:1", "2:2", "3:1", "4:1", "4:2", "4:2"])
        #expect(source.lineCount == 4)
        #expect((0...5).map(source.line) == ["", "ab", "c", "", "d", ""])
    }
}
