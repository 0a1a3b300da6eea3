import PinionCompiler
import Testing

/// Message headers that have more than the four members that each must have.
struct HeaderJSONTests {
    private static func schema() throws -> Schema {
        let text = """
            schema exchange @9 (version 1, headerType frameHeader)

            enum Venue: uint8 {
                LIT = 1
            }

            composite frameHeader {
                frameLength: uint16
                blockLength: uint16
                templateId: uint8
                schemaId: uint8
                version: uint8 = 1
                magic: uint16 = 51966
                venue: Venue
                set Flags: uint8 {
                    RETRANSMITTED = 0
                }
                sequence: uint32?
                sender: char[3]
                composite clock {
                    seconds: uint16 (offset 2)
                }
            }

            message Tick @2 {
                price @1: uint8
            }
            """
        let compilation = compile(SourceText(path: "exchange.pinion", text: text))
        return try #require(
            compilation.schema, "\(compilation.diagnostics.kept.map(\.description))")
    }

    private static let bytes: [UInt8] = [
        18, 0, 1, 0, 2, 9, 1, 0x81, 0xff, 0xff, 0xff, 0xff, 0x41, 0x42, 0, 0, 0, 7, 1, 5,
    ]
    private static let line = """
        {"message":"Tick","templateId":2,"schemaId":9,"version":1,\
        "header":{"frameLength":18,"magic":51966,"venue":"LIT","Flags":["RETRANSMITTED",7],\
        "sequence":null,"sender":"AB","clock":{"seconds":263}},"fields":{"price":5}}
        """

    private static func encode(_ header: String) throws -> String {
        var bytes: [UInt8] = []
        let json = #"{"message":"Tick",\#(header)"fields":{"price":5}}"#
        do {
            try FrameEncoder(schema: schema()).append(json: Array(json.utf8), to: &bytes)
        } catch let error as EncodeError {
            return "\(error)"
        }
        return bytes.map { String($0) }.joined(separator: " ")
    }

    // JSN-30: "Members of the message header beside `blockLength`, `templateId`, `schemaId` and `version` SHALL
    // be shown as an object, `header`, between `version` and `fields`."
    @Test("What a header has beside its four members is shown, and encoded again to the same bytes")
    func roundTrip() throws {
        let schema = try Self.schema()
        var text: [UInt8] = []
        let length = try FrameDecoder(schema: schema).appendJSON(of: Self.bytes.span, to: &text)
        #expect(length == Self.bytes.count)
        #expect(String(decoding: text, as: UTF8.self) == Self.line)
        var bytes: [UInt8] = []
        try FrameEncoder(schema: schema).append(json: text, to: &bytes)
        #expect(bytes == Self.bytes)
    }

    // JSN-31: "Members of `header` SHALL be encoded as they are given, and as zeros where they are left out."
    @Test(
        "Members of the header are as they are given, and zeros where they are left out",
        arguments: [
            ("", "0 0 1 0 2 9 0 0 0 0 0 0 0 0 0 0 0 0 0 5"),
            (#""header":{},"#, "0 0 1 0 2 9 0 0 0 0 0 0 0 0 0 0 0 0 0 5"),
            (
                #""header":{"sequence":3,"frameLength":258},"#,
                "2 1 1 0 2 9 0 0 3 0 0 0 0 0 0 0 0 0 0 5"
            ),
            (#""header":{"sequence":null},"#, "0 0 1 0 2 9 0 0 255 255 255 255 0 0 0 0 0 0 0 5"),
            (#""header":{"magic":1},"#, "1:37: header.magic: is the constant 51966"),
            (
                #""header":{"sequense":1},"#,
                "1:29: header: the message header has no `sequense`; did you mean `sequence`?"
            ),
            (#""header":{"blockLength":1},"#, "1:29: header: the message header has no"),
            (#""header":{"frameLength":65536},"#, "1:43: header.frameLength: uint16 cannot hold"),
            (#""header":[],"#, "1:28: header: must be an object, and is an array"),
        ])
    func forms(header: String, answer: String) throws {
        let encoded = try Self.encode(header)
        #expect(encoded.hasPrefix(answer), "\(encoded)")
    }

    @Test("A schema whose header has the four members alone has no such object")
    func plainHeader() throws {
        let schema = try DecoderFixture.decoder(types: "", body: "").schema
        var bytes: [UInt8] = []
        let error = #expect(throws: EncodeError.self) {
            try FrameEncoder(schema: schema).append(
                json: Array(#"{"message":"M","header":{},"fields":{}}"#.utf8), to: &bytes)
        }
        #expect(error?.code == .unknownName)
    }
}
