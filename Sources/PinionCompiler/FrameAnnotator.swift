import PinionCodec

/// Turns the events of a walk into spans that cover each byte.
struct FrameAnnotator {
    /// Spans that nobody has taken yet.
    var spans: [AnnotatedSpan] = []
    /// The name of the message, once it is known.
    private(set) var message: String?

    private let decoder: FrameDecoder
    /// Bytes that spans cover.
    private var covered = 0
    /// The block whose fields are being given.
    private var block: Block?
    private var groups: [OpenGroup] = []
    /// The path of each open body: that of the root is empty.
    private var bodies = [""]

    private struct Block {
        /// The path of the body.
        let path: String
        /// Where the block ends by the schema, and by the message.
        let knownEnd: Int
        let end: Int
    }

    private struct OpenGroup {
        let path: String
        /// Bytes of each entry's block by the schema, and by the message.
        let knownLength: Int
        let length: Int
    }

    init(decoder: FrameDecoder) {
        self.decoder = decoder
    }

    /// Covers the bytes that an event is about.
    mutating func take(_ event: FrameEvent, in bytes: Span<UInt8>) {
        switch event {
        case .messageBegins(let header, let template):
            message = template.name
            let type = decoder.schema.header
            append(type, .header, path: type.name, at: 0, in: bytes)
            openBlock(
                path: "", knownLength: template.body.blockLength,
                length: Int(clamping: header.blockLength), in: bytes)
        case .field(let field, let offset):
            guard field.wireSize > 0 else { return }
            append(
                field.type, isOptional: field.presence == .optional, .field,
                path: path(of: field.name), at: offset, in: bytes)
        case .absentField:
            // It is not in the block, or its place is padding.
            break
        case .groupBegins(let group, let offset, let blockLength, _):
            closeBlock()
            let path = path(of: group.name)
            append(group.dimension, .dimension, path: path, at: offset, in: bytes)
            groups.append(
                OpenGroup(path: path, knownLength: group.body.blockLength, length: blockLength))
        case .entryBegins(let index, _):
            let group = groups[groups.count - 1]
            let path = "\(group.path)[\(index)]"
            bodies.append(path)
            openBlock(
                path: path, knownLength: group.knownLength, length: group.length, in: bytes)
        case .entryEnds:
            closeBlock()
            bodies.removeLast()
        case .groupEnds: groups.removeLast()
        case .data(let data, let offset, let range):
            closeBlock()
            append(prefixOf: data, at: offset, in: bytes)
            append(contentOf: data, range, in: bytes)
        case .absentGroup, .absentData, .messageEnds: closeBlock()
        }
    }

    /// Covers the rest of the bytes, where the walk ended with an error.
    ///
    /// What it was about to read is given as far as it is there: most times the number in it is what is
    /// wrong.
    mutating func stop(before awaited: FrameCursor.Awaited, in bytes: Span<UInt8>) {
        closeBlock()
        switch awaited {
        case .header:
            let type = decoder.schema.header
            append(type, .header, path: type.name, at: 0, in: bytes)
        case .dimensions(let group):
            append(
                group.dimension, .dimension, path: path(of: group.name), at: covered, in: bytes)
        case .length(let data): append(prefixOf: data, at: covered, in: bytes)
        case .nothing: break
        }
        cover(to: bytes.count, .unread, path: "")
    }

    private func path(of name: String) -> String {
        let body = bodies[bodies.count - 1]
        return body.isEmpty ? name : "\(body).\(name)"
    }
}

/// Blocks and what is in them.
extension FrameAnnotator {
    private mutating func openBlock(
        path: String, knownLength: Int, length: Int, in bytes: Span<UInt8>
    ) {
        // Lengths are compared before they are added: a message may say any.
        let left = bytes.count - covered
        block = Block(
            path: path, knownEnd: covered + min(knownLength, left),
            end: covered + min(length, left))
    }

    /// Covers what is behind the last field of the block.
    private mutating func closeBlock() {
        guard let block else { return }
        self.block = nil
        cover(to: min(block.knownEnd, block.end), .padding, path: block.path)
        cover(to: block.end, .extension, path: block.path)
    }

    /// Covers the bytes up to an offset, if there are any.
    private mutating func cover(to end: Int, _ kind: AnnotatedSpan.Kind, path: String) {
        guard end > covered else { return }
        append(to: end, kind, path: path)
    }

    private mutating func append(
        to end: Int, _ kind: AnnotatedSpan.Kind, path: String, type: String = "",
        value: String = ""
    ) {
        spans.append(
            AnnotatedSpan(
                offset: covered, length: end - covered, kind: kind, path: path, type: type,
                value: value))
        covered = end
    }

    /// Covers a composite, with the room behind its last member.
    private mutating func append(
        _ type: CompositeType, _ kind: AnnotatedSpan.Kind, path: String, at offset: Int,
        in bytes: Span<UInt8>
    ) {
        let container = kind == .field ? path : ""
        // Bounded by the schema: a composite cannot hold itself.
        for member in type.members {
            let start = offset + member.offset
            cover(to: min(start, bytes.count), .padding, path: container)
            append(
                member.type, isOptional: member.type.isOptional, kind,
                path: "\(path).\(member.name)", at: start, in: bytes)
        }
        cover(to: min(offset + type.size, bytes.count), .padding, path: container)
    }

    /// Covers a value, and what is free before it.
    private mutating func append(
        _ type: ValueType, isOptional: Bool, _ kind: AnnotatedSpan.Kind, path: String,
        at offset: Int, in bytes: Span<UInt8>
    ) {
        // A value that another one overlaps is not given twice.
        guard type.wireSize > 0, offset >= covered else { return }
        cover(to: min(offset, bytes.count), .padding, path: block?.path ?? "")
        if case .composite(let composite) = type {
            return append(composite, kind, path: path, at: offset, in: bytes)
        }
        guard offset < bytes.count else { return }
        let end = offset + type.wireSize
        guard end <= bytes.count else {
            return append(
                to: bytes.count, .unread, path: path, type: type.annotation(at: path))
        }
        let value = decoder.value(of: type, isOptional: isOptional, at: offset, in: bytes)
        append(
            to: end, kind, path: path, type: type.annotation(at: path),
            value: value.annotation(of: type))
    }
}

/// Variable-length data.
extension FrameAnnotator {
    private mutating func append(
        prefixOf data: VariableData, at offset: Int, in bytes: Span<UInt8>
    ) {
        let members = data.encoding.members.prefix { $0.name != "varData" }
        for member in members {
            let start = offset + member.offset
            cover(to: min(start, bytes.count), .padding, path: "")
            append(
                member.type, isOptional: member.type.isOptional, .length,
                path: "\(path(of: data.name)).\(member.name)", at: start, in: bytes)
        }
    }

    private mutating func append(
        contentOf data: VariableData, _ range: Range<Int>, in bytes: Span<UInt8>
    ) {
        cover(to: min(range.lowerBound, bytes.count), .padding, path: "")
        guard !range.isEmpty else { return }
        let type = data.encoding.members.first { $0.name == "varData" }?.type
        var value = "\(range.count) byte\(range.count == 1 ? "" : "s")"
        if let encoding = data.characterEncoding {
            var json = JSONText()
            json.string(bytes.extracting(range), encoding: CharacterEncoding(named: encoding))
            value = String(decoding: json.bytes, as: UTF8.self)
        }
        append(
            to: range.upperBound, .data, path: path(of: data.name),
            type: "\(type?.primitive ?? .uint8)[\(range.count)]", value: value)
    }
}
