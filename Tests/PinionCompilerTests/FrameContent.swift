@testable import PinionCompiler

/// What a message or an entry of a group holds, as bytes by the ids of the parts.
struct FrameContent: Hashable {
    var fields: [UInt64: [UInt8]] = [:]
    var groups: [UInt64: [FrameContent]] = [:]
    var data: [UInt64: [UInt8]] = [:]

    /// Random content of a body: any bits, few entries.
    static func random(of body: Body, using random: inout SeededRandom) -> FrameContent {
        var content = FrameContent()
        for field in body.fields {
            content.fields[field.id] = random.bytes(field.wireSize)
        }
        for group in body.groups {
            content.groups[group.id] = (0..<random.upTo(2)).map { _ in
                .random(of: group.body, using: &random)
            }
        }
        for item in body.data { content.data[item.id] = random.bytes(random.upTo(20)) }
        return content
    }

    /// What a reader finds of it who knows the parts of `body` only.
    func known(to body: Body) -> FrameContent {
        let fieldIds = Set(body.fields.map(\.id))
        let dataIds = Set(body.data.map(\.id))
        var known = FrameContent()
        known.fields = fields.filter { fieldIds.contains($0.key) }
        known.data = data.filter { dataIds.contains($0.key) }
        for group in body.groups {
            guard let entries = groups[group.id] else { continue }
            known.groups[group.id] = entries.map { $0.known(to: group.body) }
        }
        return known
    }

    /// What a decoder finds in a message: absent parts are left out.
    static func read(
        _ bytes: [UInt8], by decoder: FrameDecoder
    ) throws -> (message: Message, content: FrameContent)? {
        var cursor = FrameCursor(decoder: decoder)
        var message: Message?
        // The bodies that are open, and the groups whose entries they are.
        var open: [FrameContent] = []
        var groups: [UInt64] = []
        while let event = try cursor.next(in: bytes.span) {
            switch event {
            case .messageBegins(_, let template):
                message = template
                open = [FrameContent()]
            case .field(let field, let offset):
                let value = bytes[offset..<offset + field.wireSize]
                open[open.count - 1].fields[field.id] = Array(value)
            case .groupBegins(let group, _, _, _):
                open[open.count - 1].groups[group.id] = []
                groups.append(group.id)
            case .entryBegins:
                open.append(FrameContent())
            case .entryEnds:
                let entry = open.removeLast()
                open[open.count - 1].groups[groups[groups.count - 1], default: []].append(entry)
            case .groupEnds:
                groups.removeLast()
            case .data(let data, _, let range):
                open[open.count - 1].data[data.id] = Array(bytes[range])
            case .absentField, .absentGroup, .absentData, .messageEnds:
                // Nothing of it is in the message.
                break
            }
        }
        return message.map { ($0, open[0]) }
    }
}

/// Writes messages by their schema from the bytes of their parts, whatever those are; `FrameEncoder` writes
/// values.
struct ModelFrameWriter {
    let schema: Schema
    private var framing: FramingWriter { FramingWriter(order: schema.byteOrder) }

    init(schema: Schema) { self.schema = schema }

    /// The bytes of a message. What `content` does not have is sent as zeros, or as nothing.
    func bytes(of message: Message, _ content: FrameContent) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try framing.append(
            schema.header,
            [
                ("blockLength", UInt64(message.body.blockLength)), ("templateId", message.id),
                ("schemaId", schema.id), ("version", schema.version),
            ], to: &bytes)
        try append(message.body, content, to: &bytes)
        return bytes
    }

    private func append(
        _ body: Body, _ content: FrameContent, to bytes: inout [UInt8]
    ) throws {
        var block = [UInt8](repeating: 0, count: body.blockLength)
        for field in body.fields {
            guard let value = content.fields[field.id] else { continue }
            block.replaceSubrange(field.offset..<field.offset + value.count, with: value)
        }
        bytes += block
        for group in body.groups {
            let entries = content.groups[group.id] ?? []
            let blockLength = UInt64(group.body.blockLength)
            try framing.append(
                group.dimension,
                [("blockLength", blockLength), ("numInGroup", UInt64(entries.count))], to: &bytes)
            for entry in entries { try append(group.body, entry, to: &bytes) }
        }
        for item in body.data {
            let value = content.data[item.id] ?? []
            try framing.append(item.encoding, [("length", UInt64(value.count))], to: &bytes)
            bytes += value
        }
    }
}
