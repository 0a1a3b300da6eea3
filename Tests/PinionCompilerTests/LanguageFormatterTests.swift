import PinionCompiler
import Testing

/// How files in Pinion's language are laid out.
struct LanguageFormatterTests {
    private func formatted(_ text: String) -> String? {
        format(SourceText(path: "a.pinion", text: text)).text
    }

    @Test("What is written anyhow is laid out in the usual way, with its comments")
    func layout() {
        let text = """
            // The first line.


            schema   a.b @1(version 2,)  // ids are ours
              type A:uint8?(minValue 1,maxValue 5 ) ; type B : char [ 3 ]="abc"
            enum E:uint8{ a=1,b=2 // two
            // the end
            }
            composite Empty { }
            message M @1 { a @1:A
            ///  A group.
            group g @2{b @1:B

            c @2:B (sinceVersion 1, // why
               description "a text that is long, so that the line would be longer than a hundred columns")


            }
              }
            // The last line.
            """
        let expected = """
            // The first line.

            schema a.b @1 (version 2)  // ids are ours
            type A: uint8? (minValue 1, maxValue 5)
            type B: char[3] = "abc"
            enum E: uint8 {
                a = 1
                b = 2  // two
                // the end
            }
            composite Empty {}
            message M @1 {
                a @1: A
                ///  A group.
                group g @2 {
                    b @1: B

                    c @2: B (
                        sinceVersion 1,  // why
                        description "a text that is long, so that the line would be longer than a hundred columns"
                    )
                }
            }
            // The last line.

            """
        #expect(formatted(text) == expected)
        #expect(formatted(expected) == expected)
    }

    @Test("A comment in any place is kept, and formatting again changes nothing")
    func comments() {
        let pieces = [
            "schema", "a", "@", "1", "(", "version", "2", ")", "type", "T", ":", "char", "[", "3",
            "]", "?", "(", "nullValue", "'x'", ",", "offset", "0", ")", "message", "M", "@", "1",
            "(", "blockLength", "9", ")", "{", "a", "@", "1", ":", "T", "data", "d", "@", "2", "}",
        ]
        for index in 0...pieces.count {
            for comment in [" // here\n", "\n// here\n", "\n\n// here\n\n"] {
                let text =
                    pieces[..<index].joined(separator: " ") + comment
                    + pieces[index...].joined(separator: " ")
                let once = formatted(text)
                #expect(once?.contains("// here\n") == true, "\(text)")
                #expect(once.flatMap(formatted) == once, "\(text)\n\(once ?? "")")
                let words = { (text: String?) in
                    (text ?? "").replacing("// here", with: "").filter { !$0.isWhitespace }
                }
                #expect(words(once) == words(pieces.joined()), "\(once ?? "")")
            }
        }
    }

    @Test(
        "A comment inside a declaration does not come between it and its documentation",
        arguments: [
            (
                "/// What\n\ntype // Big\n A: uint8\n",
                "// Big\n/// What\n\ntype A: uint8\n"
            ),
            (
                "type Z: int8\n\n/// A\n\n/// B\ntype A: // C\n // D\n uint8\n",
                "type Z: int8\n\n// C\n// D\n/// A\n\n/// B\ntype A: uint8\n"
            ),
            (
                "type Z: int8\n\ntype A: // C\n uint8\n",
                "type Z: int8\n\n// C\ntype A: uint8\n"
            ),
        ])
    func documentation(text: String, expected: String) {
        #expect(formatted(text) == expected)
        #expect(formatted(expected) == expected)
    }

    @Test("A file with a mistake is not formatted, and the mistake is said")
    func mistakes() {
        let result = format(SourceText(path: "a.pinion", text: "schema a @1\ntype A uint8"))
        #expect(result.text == nil)
        #expect(result.diagnostics.kept.map(\.code) == ["LNG-006"])
    }

    @Test("A file to be imported is formatted, too")
    func imported() {
        #expect(formatted("import 'x'") == nil)
        #expect(formatted("import  \"x\"\ntype A : uint8") == "import \"x\"\ntype A: uint8\n")
        #expect(formatted("") == "")
    }
}
