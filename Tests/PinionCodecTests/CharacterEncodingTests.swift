import PinionCodec
import Testing

/// Texts are read and written without loss.
struct CharacterEncodingTests {
    static let encodings: [CharacterEncoding] = [.ascii, .latin1, .windows1252, .utf8]

    @Test("Any bytes become a text that becomes the same bytes", arguments: encodings)
    func bytesAreKept(encoding: CharacterEncoding) {
        var random = SeededNumbers(seed: 1)
        for byte in UInt8.min...UInt8.max { expectKept([byte], encoding) }
        // Well-formed sequences, broken ones, and those for the characters that stand in for bytes.
        let pieces: [[UInt8]] = [
            [0x41], [0xc3, 0xa9], [0xef, 0x9e, 0x80], [0xef, 0x9f, 0xbf], [0xed, 0xa0, 0x80],
            [0xf0, 0x9f, 0x98, 0x80], [0xc0, 0x80], [0xe2, 0x82], [0xff], [0x00], [0x80],
        ]
        for _ in 0..<500 {
            let count = Int.random(in: 0...8, using: &random)
            let bytes = (0..<count).flatMap { _ in pieces.randomElement(using: &random) ?? [] }
            expectKept(bytes, encoding)
        }
    }

    private func expectKept(_ bytes: [UInt8], _ encoding: CharacterEncoding) {
        let text = encoding.text(of: bytes.span)
        #expect(encoding.bytes(of: text) == bytes, "\(bytes) read as \(text.debugDescription)")
    }

    @Test("A character that an encoding has not is refused, and not replaced")
    func missingCharacters() {
        #expect(CharacterEncoding.latin1.bytes(of: "5 €") == nil)
        #expect(CharacterEncoding.windows1252.bytes(of: "5 €") == [0x35, 0x20, 0x80])
        // What the code page has at 0x80 is no control character.
        #expect(CharacterEncoding.windows1252.bytes(of: "\u{80}") == nil)
        #expect(CharacterEncoding.windows1252.bytes(of: "\u{81}") == [0x81])
        #expect(CharacterEncoding.windows1252.bytes(of: "Ω") == nil)
        #expect(CharacterEncoding.utf8.bytes(of: "5 €") == [0x35, 0x20, 0xe2, 0x82, 0xac])
        #expect(CharacterEncoding.utf8.bytes(of: "\u{f7ff}") == [0xff])
    }

    @Test("A checked writer is given the bytes of the encoding alone")
    func checkedBytes() throws {
        #expect(try CharacterEncoding.windows1252.checkedBytes(of: "5 €") == [0x35, 0x20, 0x80])
        #expect(try CharacterEncoding.latin1.checkedBytes(of: "é") == [0xe9])
        #expect(try CharacterEncoding.utf8.checkedBytes(of: "é") == [0xc3, 0xa9])
        let refused: [(CharacterEncoding, String)] = [
            (.ascii, "é"), (.latin1, "5 €"), (.windows1252, "\u{80}"), (.windows1252, "Ω"),
        ]
        for (encoding, text) in refused {
            let error = #expect(throws: FrameError.self) { try encoding.checkedBytes(of: text) }
            #expect(error?.code == .notInEncoding)
            #expect(error?.found == text.unicodeScalars.last.map { Int($0.value) })
        }
    }

    @Test(
        "Encodings are known by IANA's names and by Java's, in any case",
        arguments: [
            ("UTF-8", .utf8), ("utf8", .utf8), ("ISO-8859-1", .latin1), ("ISO_8859-1", .latin1),
            ("ISO8859_1", .latin1), ("latin1", .latin1), ("windows-1252", .windows1252),
            ("Cp1252", .windows1252), ("US-ASCII", .ascii), ("Shift_JIS", .ascii), (nil, .ascii),
        ] as [(String?, CharacterEncoding)])
    func names(name: String?, encoding: CharacterEncoding) {
        #expect(CharacterEncoding(named: name) == encoding)
    }
}
