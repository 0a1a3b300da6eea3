import PinionCompiler
import Testing

/// Texts in Pinion's language that nobody writes by accident: nothing traps, and it is soon over.
struct LanguageRobustnessTests {
    /// A small schema with one of everything.
    private static let everything = #"""
        /// A schema.
        schema p.q @1 (version 1, byteOrder bigEndian, semanticVersion "\u{e9}")
        type T: char[3] = "abc" (sinceVersion 1)
        type N: double? (nullValue 1e3)
        enum E: uint8 (nullValue 9) { a = 1, `b c` = 2 }
        set S: uint16 { low = 0; high = 15 }
        composite C (semanticType X) {
            x: int64? // comment
            ref e: E (offset 9)
            type y: int8 = -8
            enum k: char { z = '\'' }
            composite d { m: S }
        }
        message M @1 (blockLength 64) {
            c @1: C (offset 2)
            e @2: E = a
            group g @3: D (blockLength 4) { t @1: T  data d @2 }
            data v @4: varStringEncoding
        }
        composite D { blockLength: uint16, numInGroup: uint8 }
        """#

    @discardableResult
    private func check(_ bytes: [UInt8]) -> Compilation {
        let source = SourceText(path: "a.pinion", bytes: bytes)
        let compilation = compile(source)
        #expect((compilation.schema == nil) == compilation.diagnostics.hasErrors)
        for diagnostic in compilation.diagnostics.kept { #expect(!diagnostic.description.isEmpty) }
        if compilation.schema != nil { #expect(format(source).text != nil) }
        return compilation
    }

    @Test("The schema with one of everything is good")
    func good() {
        let compilation = check(Array(Self.everything.utf8))
        #expect(compilation.diagnostics.kept.map(\.description) == [])
    }

    @Test("Every truncation is survived, and refused but where a message ends")
    func truncations() {
        let bytes = Array(Self.everything.utf8)
        for count in 0..<bytes.count {
            let compilation = check(Array(bytes[..<count]))
            #expect(compilation.schema == nil || bytes[count - 1] != UInt8(ascii: "{"))
        }
    }

    @Test("A flipped bit, and a byte that the language is made of, is survived in every place")
    func flips() {
        var bytes = Array(Self.everything.utf8)
        for index in bytes.indices {
            let byte = bytes[index]
            for change in [byte ^ 1, byte ^ 0x80, 0x7b, 0x7d, 0x22, 0x28, 0x2f, 0x0a, 0x5c] {
                bytes[index] = change
                check(bytes)
            }
            bytes[index] = byte
        }
    }

    @Test("Braces that go too deep, and repeated marks, are an error and cost little")
    func depth() {
        for text in ["message M @1 { group g @1 ", "composite C { ", "{", "(", "}", "@", "type "] {
            let repeated = "schema a @1\n" + String(repeating: text + "{ ", count: 20_000)
            #expect(check(Array(repeated.utf8)).schema == nil)
        }
        let groups =
            "schema a @1\nmessage M @1 {" + String(repeating: "group g @1 {", count: 100)
            + String(repeating: "}", count: 101)
        #expect(check(Array(groups.utf8)).diagnostics.kept.map(\.code) == ["LNG-002"])
    }

    @Test("A text with more words than there may be is an error")
    func words() {
        let text = "schema a @1\n" + String(repeating: "; ", count: 1 << 20)
        #expect(check(Array(text.utf8)).diagnostics.kept.map(\.code).contains("LNG-002"))
        let long = [UInt8](repeating: UInt8(ascii: " "), count: (16 << 20) + 1)
        #expect(check(long).diagnostics.kept.first?.code == "LNG-002")
        #expect(check([0x73, 0xff]).diagnostics.kept.first?.code == "LNG-001")
    }
}
