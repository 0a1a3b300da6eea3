/// What tells that a result is that of an earlier run, though lines were added above it.
///
/// A fingerprint is a hash of the rule and of the line without the blanks around it, or of the element that a
/// change is about, and a count for those that are alike. Source: SARIF 2.1.0, section 3.27.17; the name and
/// the form are those that code hosts look for.
struct ResultFingerprints {
    /// The name of the fingerprint.
    static let name = "primaryLocationLineHash"

    /// Bytes of a line that count: lines may be all of a file.
    private static let lineBytesMax = 1024

    private var countByPlace: [Place: Int] = [:]

    private struct Place: Hashable {
        let path: String
        let hash: UInt64
    }

    /// The fingerprint of the next result.
    mutating func next(for finding: DiagnosticReport.Finding) -> String {
        var hash = FNV1a.hash(finding.code.utf8)
        if let span = finding.span {
            hash = FNV1a.hash(Self.line(of: span), hash)
        } else if let element = finding.element {
            hash = FNV1a.hash(element.utf8, hash)
        }
        let count = countByPlace[Place(path: finding.path, hash: hash), default: 0] + 1
        countByPlace[Place(path: finding.path, hash: hash)] = count
        return "\(String(hash, radix: 16)):\(count)"
    }

    private static func line(of span: SourceSpan) -> ArraySlice<UInt8> {
        let isBlank = { (byte: UInt8) in byte <= UInt8(ascii: " ") }
        var line = span.source.bytes[span.source.lineRange(span.position.line)]
            .prefix(lineBytesMax).drop(while: isBlank)
        while let last = line.last, isBlank(last) { line.removeLast() }
        return line
    }
}
