import Foundation
import Testing

@testable import PinionCompiler

/// Every message of the corpus against the JSON that the reference prints of it.
@Suite(.enabled(if: Corpus.isPresent, "\(Corpus.absence)"))
struct ReferenceJSONTests {
    @Test(
        "The reference's JSON says what ours says, and is encoded to the bytes that it was made of")
    func agreement() throws {
        let folder = try #require(Corpus.folder)
        var coders: [String: (FrameDecoder, FrameEncoder)] = [:]
        var (texts, same, unlike, newer) = (0, 0, 0, 0)
        var translation = ReferenceJSON()
        for one in try ShowTests.cases(of: folder) {
            guard let json = one.json else { continue }
            let folder = folder.appending(path: one.dir)
            let place = "\(one.dir)/\(one.message) (\(one.kind))"
            let path = one.dir + "/" + one.schema
            if coders[path] == nil {
                let schema = try #require(
                    try Corpus.compile(folder.appending(path: one.schema)).schema)
                coders[path] = (FrameDecoder(schema: schema), FrameEncoder(schema: schema))
            }
            guard let (decoder, encoder) = coders[path] else { continue }
            let bytes = [UInt8](try Data(contentsOf: folder.appending(path: one.message)))
            var ours: [UInt8] = []
            let length = try decoder.appendJSON(of: bytes.span, to: &ours)
            let shown = try Self.shown(ours)
            let message = try #require(encoder.message(named: shown.name))

            let text = [UInt8](try Data(contentsOf: folder.appending(path: json)))
            guard case .object(let reference) = try JSONReader.read(text).value else {
                Issue.record("\(place) is no object")
                continue
            }
            let isNewer = shown.version > encoder.schema.version
            let known = translation.differences.count
            let ourForm = translation.translate(
                reference, ours: shown.fields, header: shown.header, message: message,
                version: isNewer ? nil : shown.version)
            for difference in translation.differences[known...] {
                Issue.record("\(place): \(difference)")
            }
            var again: [UInt8] = []
            do { try encoder.append(json: ourForm, to: &again) } catch {
                Issue.record("\(place): \(error)")
                continue
            }
            texts += 1
            if isNewer {
                // What the schema does not describe is not written; what it does is the same.
                newer += 1
                var json: [UInt8] = []
                try decoder.appendJSON(of: again.span, to: &json)
                #expect(Self.fields(of: json) == Self.fields(of: ours), "\(place)")
            } else if again == Array(bytes.prefix(length)) {
                same += 1
            } else {
                unlike += 1
                var json: [UInt8] = []
                try decoder.appendJSON(of: again.span, to: &json)
                #expect(json == ours, "\(place)")
            }
        }
        #expect(same > 3_000)
        let lost = ReferenceJSON.Defect.allCases.map {
            "\($0.rawValue) \(translation.defects[$0] ?? 0)"
        }
        print(
            """
            Conformance of JSON: the reference's of \(texts) messages says what ours says, \
            \(translation.values) values; lost by the reference: \(lost.joined(separator: ", ")). \
            Encoded from it, \(same) are the same bytes, \(unlike) differ in what no text shows, \
            \(newer) are newer than their schema.
            """)
    }

    /// What our text says of a message.
    private static func shown(
        _ text: [UInt8]
    ) throws -> (name: String, version: UInt64, header: JSONNode?, fields: JSONObject) {
        guard case .object(let object) = try JSONReader.read(text).value,
            case .string(let name)? = object["message"]?.value,
            case .number(let version)? = object["version"]?.value,
            case .object(let fields)? = object["fields"]?.value
        else { throw CocoaError(.propertyListReadCorrupt) }
        return (name, UInt64(version) ?? 0, object["header"], fields)
    }

    private static func fields(of text: [UInt8]) -> Substring {
        let text = String(decoding: text, as: UTF8.self)
        return text[(text.range(of: "\"fields\"")?.lowerBound ?? text.startIndex)...]
    }
}
