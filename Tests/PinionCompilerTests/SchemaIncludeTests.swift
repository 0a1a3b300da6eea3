import PinionCompiler
import Testing

/// Files that include files.
struct SchemaIncludeTests {
    /// Compiles `main.xml` of a folder of texts.
    private func compile(_ files: [String: String], main: String = "a/main.xml") -> Compilation {
        let text = files[main] ?? ""
        return PinionCompiler.compile(SourceText(path: main, text: text)) { path in
            files[path].map { Array($0.utf8) }
        }
    }

    private func including(_ hrefs: String..., more: String = "") -> String {
        let includes = hrefs.map { "<xi:include href=\"\($0)\"/>" }.joined()
        return SchemaText.schema(types: more).replacing("</types>", with: "</types>\(includes)")
    }

    private let types = """
        <types><type name="Price" primitiveType="int64"/></types>
        """

    @Test(
        "The path of a file is relative to the file that includes it",
        arguments: [
            ("types.xml", "a/types.xml"), ("./types.xml", "a/types.xml"),
            ("../types.xml", "types.xml"), ("b/c/types.xml", "a/b/c/types.xml"),
            ("b/../../c/types.xml", "c/types.xml"), ("../../types.xml", "../types.xml"),
        ])
    func paths(href: String, path: String) {
        let compilation = compile(["a/main.xml": including(href), path: types])
        #expect(compilation.diagnostics.kept.map(\.description) == [])
        #expect(compilation.schema?.types.count == 4)
    }

    @Test("An included file includes others, relative to itself")
    func nesting() {
        let compilation = compile([
            "a/main.xml": including("b/all.xml"),
            "a/b/all.xml": """
            <types><composite name="C"><xi:include href="member.xml"/></composite></types>
            """,
            "a/b/member.xml": "<type name=\"m\" primitiveType=\"int8\"/>",
        ])
        #expect(compilation.diagnostics.kept.map(\.description) == [])
        guard case .composite(let type)? = compilation.schema?.types.last else {
            Issue.record("there is no composite")
            return
        }
        #expect(type.members.map(\.name) == ["m"])
    }

    @Test("A fallback takes the place of what cannot be read")
    func fallback() {
        let text = SchemaText.schema().replacing(
            "</types>",
            with: """
                </types>
                <xi:include href="none.xml"><xi:fallback>\(types)</xi:fallback></xi:include>
                """)
        let compilation = compile(["a/main.xml": text])
        #expect(compilation.diagnostics.kept.map(\.description) == [])
        #expect(compilation.schema?.types.count == 4)
    }

    @Test("A file that includes itself is refused, over however many others")
    func circles() {
        let compilation = compile([
            "a/main.xml": including("b.xml"),
            "a/b.xml": "<types><xi:include href=\"c.xml\"/></types>",
            "a/c.xml": "<types><xi:include href=\"../a/b.xml\"/></types>",
        ])
        #expect(compilation.diagnostics.kept.map(\.code) == ["SCH-007"])
        #expect(compilation.diagnostics.kept.map(\.path) == ["a/c.xml"])
    }

    @Test("Mistakes in an included file are reported in it")
    func mistakes() {
        let compilation = compile([
            "a/main.xml": including("b.xml", "c.xml"),
            "a/b.xml": "<types>\n<type name=\"T\" primitiveType=\"u8\"/></types>",
            "a/c.xml": "<types>\n\n<type name=\"T\" primitiveType=\"u16\"/></types>",
        ])
        let found = compilation.diagnostics.kept.map { "\($0.path):\($0.line) \($0.code)" }
        // The file that was found wrong first comes first.
        #expect(found == ["a/c.xml:3 SCH-020", "a/c.xml:3 SCH-033", "a/b.xml:2 SCH-033"])
    }

    @Test("Includes are bounded in number and in depth")
    func bounds() {
        let many = (0..<65).map { "t\($0).xml" }
        var files = Dictionary(uniqueKeysWithValues: many.map { ("a/" + $0, "<types/>") })
        let includes = many.map { "<xi:include href=\"\($0)\"/>" }.joined()
        files["a/main.xml"] = SchemaText.schema().replacing("</types>", with: "</types>" + includes)
        #expect(compile(files).diagnostics.kept.map(\.code) == ["SCH-004"])

        files = ["a/main.xml": including("t0.xml")]
        for index in 0..<30 {
            files["a/t\(index).xml"] = "<types><xi:include href=\"t\(index + 1).xml\"/></types>"
        }
        #expect(compile(files).diagnostics.kept.map(\.code) == ["SCH-004"])

        // Together they are as long as one file may be.
        let half = "<types>" + String(repeating: " ", count: 9 << 20) + "</types>"
        files = ["a/main.xml": including("b.xml", "c.xml"), "a/b.xml": half, "a/c.xml": half]
        #expect(compile(files).diagnostics.kept.map(\.code) == ["SCH-004"])

        // Each file doubles the includes; the number bounds the work.
        files = ["a/main.xml": including("t0.xml")]
        for index in 0..<30 {
            let next = "<xi:include href=\"t\(index + 1).xml\"/>"
            files["a/t\(index).xml"] = "<types>\(index < 12 ? next + next : "")</types>"
        }
        #expect(compile(files).diagnostics.errorCount > 0)
    }
}
