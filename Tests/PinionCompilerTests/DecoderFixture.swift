import PinionCompiler
import Testing

/// A decoder of a schema with one message `M` (template 1, schema 5, version 2 of 3).
enum DecoderFixture {
    /// A message header; all numbers have 16 bits.
    static func header(blockLength: Int, template: UInt8 = 1, version: UInt8 = 2) -> [UInt8] {
        [UInt8(blockLength & 0xff), UInt8(blockLength >> 8), template, 0, 5, 0, version, 0]
    }

    static func decoder(types: String, body: String) throws -> FrameDecoder {
        let text = """
            <messageSchema package="x" id="5" version="3">
            <types>
              <composite name="messageHeader">
                <type name="blockLength" primitiveType="uint16"/>
                <type name="templateId" primitiveType="uint16"/>
                <type name="schemaId" primitiveType="uint16"/>
                <type name="version" primitiveType="uint16"/>
              </composite>
              <composite name="groupSizeEncoding">
                <type name="blockLength" primitiveType="uint8"/>
                <type name="numInGroup" primitiveType="uint8"/>
              </composite>
              <composite name="wideDimension">
                <type name="blockLength" primitiveType="uint32" maxValue="2147483647"/>
                <type name="numInGroup" primitiveType="uint32" maxValue="2147483647"/>
              </composite>
              <composite name="wideData">
                <type name="length" primitiveType="uint32" maxValue="2147483647"/>
                <type name="varData" primitiveType="uint8" length="0"/>
              </composite>
              \(types)
            </types>
            <message name="M" id="1">\(body)</message>
            </messageSchema>
            """
        let source = SourceText(path: "x.xml", bytes: Array(text.utf8))
        let compilation = compile(source) { _ in nil }
        let schema = try #require(
            compilation.schema, "\(compilation.diagnostics.kept.map(\.description))")
        return FrameDecoder(schema: schema)
    }

    /// Decodes `message` and gives the JSON or the error, as text.
    static func show(_ message: [UInt8], _ decoder: FrameDecoder) -> String {
        var text: [UInt8] = []
        do {
            try decoder.appendJSON(of: message.span, to: &text)
            return String(decoding: text, as: UTF8.self)
        } catch {
            return "\(error.code.rawValue) at \(error)"
        }
    }
}
