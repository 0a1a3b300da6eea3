import Foundation
import PinionCompiler
import Testing

/// Every message of the corpus from JSON to bytes, which is what `pinion encode` does.
@Suite(.enabled(if: Corpus.isPresent, "\(Corpus.absence)"))
struct EncodeTests {
    @Test("Each message is encoded from its JSON to the bytes that it was")
    func roundTrips() throws {
        let folder = try #require(Corpus.folder)
        var coders: [String: (FrameDecoder, FrameEncoder)] = [:]
        var (same, newer, unlike, values) = (0, 0, 0, 0)
        for one in try ShowTests.cases(of: folder) {
            let folder = folder.appending(path: one.dir)
            let place = "\(one.dir)/\(one.message) (\(one.kind))"
            let path = one.dir + "/" + one.schema
            if coders[path] == nil {
                let compilation = try Corpus.compile(folder.appending(path: one.schema))
                let schema = try #require(compilation.schema)
                coders[path] = (FrameDecoder(schema: schema), FrameEncoder(schema: schema))
            }
            guard let (decoder, encoder) = coders[path] else { continue }
            let message = [UInt8](try Data(contentsOf: folder.appending(path: one.message)))
            var json: [UInt8] = []
            let length = try decoder.appendJSON(of: message.span, to: &json)
            var bytes: [UInt8] = []
            do {
                try encoder.append(json: json, to: &bytes)
            } catch {
                // What an older schema does not describe cannot be written.
                let isNewer = error.reason.contains("is newer than the schema's")
                #expect(isNewer && one.kind == "old-reader", "\(place): \(error)")
                newer += 1
                continue
            }
            let spans = decoder.annotation(of: message.span).spans
            values += spans.count { $0.kind == .field || $0.kind == .data }
            if bytes == Array(message.prefix(length)) {
                same += 1
                continue
            }
            unlike += 1
            #expect(one.kind == "captured" || one.kind == "old-writer", "\(place)")
            #expect(bytes.count == length, "\(place)")
            for span in spans where span.kind != .padding {
                let range = span.offset..<span.offset + span.length
                #expect(bytes[range] == message[range], "\(place): \(span.path)")
            }
        }
        #expect(same > 3_000)
        print(
            """
            Conformance of `pinion encode`: \(same) messages by \(coders.count) schemas are the same \
            bytes, \(values) values; \(unlike) differ in padding alone, \
            \(newer) are newer than their schema and refused.
            """)
    }
}
