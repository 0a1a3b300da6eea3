import Testing

@testable import PinionCompiler

/// Texts that are JSON, and texts that only look like it.
struct JSONReaderTests {
    /// The value as text with all that the reader made of it.
    private static func shown(_ node: JSONNode) -> String {
        switch node.value {
        case .null: "null"
        case .boolean(let value): "\(value)"
        case .number(let text): text
        case .string(let text):
            "'" + text.unicodeScalars.map { $0.isASCII ? "\($0)" : "<\($0.value)>" }.joined() + "'"
        case .array(let nodes): "[" + nodes.map(shown).joined(separator: " ") + "]"
        case .object(let object):
            "{" + object.members.map { "\($0.name)=\(shown($0.node))" }.joined(separator: " ")
                + "}"
        }
    }

    static let good: [(text: String, value: String)] = [
        (" null ", "null"), ("true", "true"), ("\t[ ]\r\n", "[]"), ("{}", "{}"),
        (
            "[1,-0,0.5,1e5,-2.50E-3,12345678901234567890]",
            "[1 -0 0.5 1e5 -2.50E-3 12345678901234567890]"
        ),
        (#"{"a":{"b":[{},[]]},"":"x"}"#, "{a={b=[{} []]} ='x'}"),
        (#""\"\\\/\b\f\n\r\t""#, "'\"\\/\u{8}\u{c}\n\r\t'"),
        (#""\u0041\u00e9\ud83d\ude00é""#, "'A<233><128512><233>'"),
        (#""\u0000""#, "'\0'"),
    ]

    @Test("A text is read to its last digit and character", arguments: good.indices)
    func reads(index: Int) throws {
        let story = Self.good[index]
        let node = try JSONReader.read(Array(story.text.utf8))
        #expect(Self.shown(node) == story.value)
    }

    /// What is wrong, and the offset at which it is told.
    static let bad: [(text: String, offset: Int, reason: String)] = [
        ("", 0, "ends where a value"), ("[1", 2, "ends in an array"), ("{", 1, "ends in an object"),
        (#"{"a""#, 4, "a colon"), (#"{"a":"#, 5, "ends where a value"), ("[1,]", 3, "no value"),
        ("{,}", 1, "a name"), (#"{"a":1,}"#, 7, "a name"), ("[1 2]", 3, "','"),
        ("1 2", 2, "nothing may follow"), ("01", 1, "one zero"), ("-", 1, "a digit"),
        ("1.", 2, "a digit"), ("1e", 2, "a digit"), (".5", 0, "no value"), ("+1", 0, "no value"),
        ("nul", 0, "no value"), ("NaN", 0, "written as a string"), ("'a'", 0, "no value"),
        (#""a"#, 2, "ends in a string"), ("\"\n\"", 1, "control character"),
        (#""\x""#, 1, "no such escape"), (#""\u12g4""#, 5, "four hexadecimal"),
        (#""\ud800""#, 1, "half of a surrogate"), (#""\ud800\u0041""#, 1, "half of a surrogate"),
        (#""\udc00""#, 1, "half of a surrogate"), (#"{"a":1,"\u0061":2}"#, 7, "given twice"),
        ("{a:1}", 1, "a name"), ("// x\n1", 0, "no value"),
    ]

    @Test("A text that is no JSON is told, with its place", arguments: bad.indices)
    func refuses(index: Int) {
        let story = Self.bad[index]
        let fault = #expect(throws: JSONReader.Fault.self) {
            try JSONReader.read(Array(story.text.utf8))
        }
        #expect(fault?.offset == story.offset)
        #expect(fault?.reason.contains(story.reason) == true, "\(fault?.reason ?? "")")
    }

    @Test("A string that is not well-formed UTF-8 is refused")
    func malformed() {
        for bytes: [UInt8] in [[0xff], [0xc3], [0xc0, 0x80], [0xed, 0xa0, 0x80]] {
            #expect(throws: JSONReader.Fault.self) { try JSONReader.read([0x22] + bytes + [0x22]) }
        }
    }

    @Test("Nesting has a bound")
    func nesting() throws {
        let deep = { (count: Int) in
            Array(repeatElement(UInt8(ascii: "["), count: count))
                + Array(repeatElement(UInt8(ascii: "]"), count: count))
        }
        _ = try JSONReader.read(deep(JSONReader.depthMax))
        for count in [JSONReader.depthMax + 1, 1_000_000] {
            let fault = #expect(throws: JSONReader.Fault.self) { try JSONReader.read(deep(count)) }
            #expect(fault?.reason.contains("nested deeper") == true)
        }
    }

    @Test("A name is found in an object of any length")
    func members() throws {
        for count in [0, 1, 8, 9, 10, 1_000] {
            let members = (0..<count).map { "\"n\($0)\":\($0)" }.joined(separator: ",")
            let node = try JSONReader.read(Array("{\(members)}".utf8))
            guard case .object(let object) = node.value else {
                Issue.record("no object")
                return
            }
            #expect(object.members.count == count)
            for index in 0..<count {
                #expect(object["n\(index)"].map(Self.shown) == "\(index)")
            }
            #expect(object["n\(count)"] == nil)
        }
    }
}
