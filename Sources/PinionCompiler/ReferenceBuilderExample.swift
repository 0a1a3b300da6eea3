// The example of a message, each byte of it explained.

extension ReferenceBuilder {
    /// Bytes of one part that are shown.
    private static let shownBytesMax = 32

    /// A message of plausible values, in hexadecimal and part by part.
    func example(of message: Message, anchor: String) -> ReferenceSection {
        // Names within a message have no such anchor: theirs begin with a point.
        let anchor = "\(anchor)--example"
        guard let bytes = ExampleFrame.bytes(of: message, by: encoder) else {
            let words = "An example would have more than \(ExampleFrame.bytesMax) bytes."
            return ReferenceSection(
                anchor: anchor, title: "Example", blocks: [.paragraph(.words(words))])
        }
        let annotation = decoder.annotation(of: bytes.span)
        let table = ReferenceTable(
            columns: [
                .init(title: "Offset", isNumeric: true), .init(title: "Bytes"),
                .init(title: "Part"), .init(title: "Type"), .init(title: "Value"),
            ],
            rows: annotation.spans.map { span in row(of: span, in: bytes) }, isExample: true)
        var blocks: [ReferenceBlock] = [.hexadecimal(bytes), .table(table)]
        if annotation.spans.contains(where: isLeftOpen) {
            blocks.append(
                .paragraph(
                    .words(
                        "What SBE does not define in a header or in dimensions is 0 in the example."
                    )
                ))
        }
        return ReferenceSection(
            anchor: anchor, title: "Example", remark: "\(bytes.count.bytes)", blocks: blocks)
    }

    private func row(of span: AnnotatedSpan, in bytes: [UInt8]) -> ReferenceTable.Row {
        let end = span.offset + min(span.length, Self.shownBytesMax)
        var shown = bytes[span.offset..<end].map(\.hexadecimal).joined(separator: " ")
        if end < span.offset + span.length { shown += " …" }
        let part: [ReferenceInline]
        switch span.kind {
        case .header, .field, .dimension, .length, .data: part = .name(span.path)
        case .padding: part = .words("padding")
        case .extension, .unread: part = .words(span.kind.rawValue)
        }
        return .init(
            kind: span.kind.rawValue,
            cells: [
                .words("\(span.offset)"), .name(shown), part, .words(span.type),
                .name(span.value),
            ])
    }

    /// Whether a span is a member of a header or of dimensions that only the application knows.
    private func isLeftOpen(_ span: AnnotatedSpan) -> Bool {
        guard span.kind == .header || span.kind == .dimension else { return false }
        var known = ["blockLength", "templateId", "schemaId", "version", "numInGroup"]
        if span.kind == .header { known += ["numGroups", "numVarDataFields"] }
        return !known.contains { span.path.hasSuffix(".\($0)") }
    }
}

extension UInt8 {
    /// Two digits.
    var hexadecimal: String { (self < 16 ? "0" : "") + String(self, radix: 16) }
}
