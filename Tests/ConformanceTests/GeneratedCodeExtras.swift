import Foundation
import PinionCompiler

/// What generated code makes of a message beside its view, against what the schema compiler makes of it: the
/// JSON, and the bytes of the message's value.
struct GeneratedCodeExtras {
    /// How the error ends that says that a value cannot be written.
    private static let isMissing = "a field that cannot be null has no value"

    private let decoder: FrameDecoder
    private let encoder: FrameEncoder

    init(schema: Schema) {
        decoder = FrameDecoder(schema: schema)
        encoder = FrameEncoder(schema: schema)
    }

    /// What came of some messages.
    struct Tally: CustomStringConvertible, Sendable {
        /// Messages whose JSON is that of `pinion show`.
        var texts = 0
        /// Messages whose value was written as the same bytes, and those that differ in padding, in an
        /// exchange's own header, and in the form of a NaN that is null.
        var same = 0
        var padded = 0
        var header = 0
        var forms = 0
        /// Messages of other versions, whose value is the same when it is read again, and those that are
        /// too old to have what has to be there.
        var otherVersions = 0
        var tooOld = 0
        /// Messages that were decoded by Swift's decoder as `pinion encode` encodes them.
        var decoded = 0
        /// Messages that a check passes, and that it refuses.
        var valid = 0
        var refused = 0

        mutating func add(_ other: Tally) {
            texts += other.texts
            same += other.same
            padded += other.padded
            header += other.header
            forms += other.forms
            otherVersions += other.otherVersions
            tooOld += other.tooOld
            decoded += other.decoded
            valid += other.valid
            refused += other.refused
        }

        var description: String {
            """
            \(texts) are the same JSON; from their values \(same) are the same bytes, \(padded) differ in \
            padding, \(header) in an exchange's own header, \(forms) in forms of null; \(otherVersions) are \
            of other versions, \(tooOld) of them too old to be written; from JSON \(decoded) are the same \
            bytes; \(valid) pass a check, \(refused) do not
            """
        }
    }

    /// What is wrong with the lines that the probes printed of a message.
    func compare(_ file: URL, with lines: [Substring], tally: inout Tally) -> [String] {
        do {
            return try failures(
                of: [UInt8](try Data(contentsOf: file)), with: lines, tally: &tally)
        } catch {
            return ["\(error)"]
        }
    }

    private func failures(
        of message: [UInt8], with lines: [Substring], tally: inout Tally
    ) throws -> [String] {
        var found: [Substring: Substring] = [:]
        for line in lines where line.hasPrefix("\t") {
            let cells = line.dropFirst().split(separator: "\t", maxSplits: 1)
            if cells.count == 2 { found[cells[0]] = cells[1] }
        }
        var text: [UInt8] = []
        let length = try decoder.appendJSON(of: message.span, to: &text)
        let bytes = Array(message.prefix(length))
        let json = String(decoding: text, as: UTF8.self)
        guard let ours = found["j"], ours == json else {
            return ["JSON \(found["j"] ?? "is missing"), not \(json)"]
        }
        tally.texts += 1
        var failures: [String] = []
        let isCurrent = json.contains("\"version\":\(encoder.schema.version),")
        switch found["k"] {
        case "valid": tally.valid += 1
        case "refused": tally.refused += 1
        // An older message may lack what its value has to have.
        case let other? where !isCurrent && other.hasSuffix(Self.isMissing): tally.refused += 1
        case let other: failures.append("checked: \(other ?? "not")")
        }
        let value = found["v"].map(String.init) ?? "no value"
        let rewritten = Self.bytes(value)
        guard isCurrent else {
            tally.otherVersions += 1
            if rewritten == nil {
                guard value.hasSuffix(Self.isMissing) else {
                    return failures + ["value: \(value)"]
                }
                tally.tooOld += 1
            }
            return failures
        }
        guard let rewritten else { return failures + ["value: \(value)"] }
        failures += compare(rewritten, with: bytes, tally: &tally)

        var expected: [UInt8] = []
        try encoder.append(json: text, to: &expected)
        // A value has nothing of the header, and is written with zeros in it.
        for span in decoder.annotation(of: expected.span).spans where Self.isOwn(span) {
            expected.replaceSubrange(
                Self.range(of: span), with: repeatElement(0, count: span.length))
        }
        if let decoded = found["c"].flatMap({ Self.bytes(String($0)) }), decoded == expected {
            tally.decoded += 1
        } else {
            failures.append("decoded: \(found["c"] ?? "nothing")")
        }
        return failures
    }

    // COD-37: "A value that was read from a message of its schema's version SHALL be written as the same
    // bytes, except for padding, what headers and dimensions have beside the members that they must
    // have, and which of several forms of null there was."
    private func compare(_ value: [UInt8], with message: [UInt8], tally: inout Tally) -> [String] {
        if value == message {
            tally.same += 1
            return []
        }
        // A block of the schema's version may have padding behind its fields, more than the schema says.
        let ours = decoder.annotation(of: value.span).spans.filter { $0.kind != .padding }
        let theirs = decoder.annotation(of: message.span).spans.filter { $0.kind != .padding }
        var differs = (header: false, form: false)
        for (span, other) in zip(ours, theirs) {
            let (left, right) = (value[Self.range(of: span)], message[Self.range(of: other)])
            if left == right { continue }
            switch span.kind {
            case .header where Self.isOwn(span), .dimension where Self.isOwn(span):
                differs.header = true
            case .header where span.path.hasSuffix("blockLength"),
                .dimension where span.path.hasSuffix("blockLength"):
                // The padding that it counts is not there.
                continue
            case .field where span.value.hasPrefix("null") && other.value.hasPrefix("null"):
                differs.form = true
            default:
                return ["value: \(span.path) is \(span.value), not \(other.value)"]
            }
        }
        guard ours.count == theirs.count else { return ["value: other parts"] }
        if differs.header {
            tally.header += 1
        } else if differs.form {
            tally.forms += 1
        } else {
            tally.padded += 1
        }
        return []
    }

    /// Whether a span is a member of a header or a dimension beside those that it must have.
    private static func isOwn(_ span: AnnotatedSpan) -> Bool {
        let standard = ["blockLength", "templateId", "schemaId", "version", "numInGroup"]
        let name = span.path.split(separator: ".").last ?? ""
        return (span.kind == .header || span.kind == .dimension)
            && !standard.contains(String(name))
    }

    private static func range(of span: AnnotatedSpan) -> Range<Int> {
        span.offset..<span.offset + span.length
    }

    /// The bytes that a text of hexadecimal digits says; `nil` for another text.
    private static func bytes(_ text: String) -> [UInt8]? {
        let digits = text.map { $0.hexDigitValue }
        guard digits.count.isMultiple(of: 2), !digits.contains(nil) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map {
            UInt8((digits[$0] ?? 0) << 4 | (digits[$0 + 1] ?? 0))
        }
    }
}
