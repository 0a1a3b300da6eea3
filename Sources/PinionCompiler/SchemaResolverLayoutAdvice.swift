/// Where the fields of a block lie, and where they could lie better.
extension SchemaResolver {
    /// Bytes of a cache line of the processors that are in use.
    static let cacheLineBytes = 64

    /// The longest array that is read like a number, in bytes; a longer one is read piece by piece.
    private static let arrayBytesMax = 16

    /// A field that is on the wire.
    struct PlacedField {
        var name: Spanned<String>
        /// Bytes from the start of the block.
        var offset: Int
        var type: ValueType

        var size: Int { type.byteCount }
        var end: Int { offset + size }
    }

    /// A number or an array of them, alone or in a composite.
    private struct Leaf {
        var path: String
        var offset: Int
        var alignment: Int
        var size: Int
    }

    /// Warns of what could be better in the layout of a block, if that was asked for.
    ///
    /// - Parameter frameOffset: Bytes from the start of the frame to the block; `nil` in a group, where it depends on
    ///   the message.
    mutating func adviseLayout(
        of fields: [PlacedField], in name: Spanned<String>, frameOffset: Int?
    ) {
        guard diagnostics.policy.selection == .all, !fields.isEmpty else { return }
        advisePadding(of: fields, in: name)
        adviseAlignment(of: fields, in: name, frameOffset: frameOffset)
        if let frameOffset { adviseCacheLines(of: fields, in: name, frameOffset: frameOffset) }
    }

    // MARK: Padding

    private mutating func advisePadding(of fields: [PlacedField], in name: Spanned<String>) {
        // SCH-082: "Padding between fields that another order would save SHALL be accepted, with a
        // warning on request."
        var padding = 0
        var end = 0
        var behindGap: PlacedField?
        for field in fields {
            if field.offset > end {
                padding += field.offset - end
                behindGap = behindGap ?? field
            }
            end = field.end
        }
        guard let behindGap else { return }

        // The largest first: then each lies at a multiple of its size without padding. What is as long as no
        // multiple of it goes to the end.
        let better = fields.enumerated().map { ($1, Self.alignment(of: $1.type), $0) }.sorted {
            let (isOdd, isOtherOdd) = ($0.0.size % $0.1, $1.0.size % $1.1)
            if (isOdd == 0) != (isOtherOdd == 0) { return isOdd == 0 }
            return ($1.1, $0.2) < ($0.1, $1.2)
        }
        var needed = 0
        var betterEnd = 0
        for (field, alignment, _) in better {
            let start = (betterEnd + alignment - 1) / alignment * alignment
            needed += start - betterEnd
            betterEnd = start + field.size
        }
        guard needed < padding else { return }
        let order = better.prefix(8).map(\.0.name.value).joined(separator: ", ")
        let rest = better.count > 8 ? ", …" : ""
        diagnostics.report(
            .padding, at: behindGap.name.span,
            "\(quoted(name.value)) has \(padding) bytes of padding between its fields, and needs "
                + "\(needed) in the order \(order)\(rest); do so in a new message")
    }

    // MARK: Alignment

    private mutating func adviseAlignment(
        of fields: [PlacedField], in name: Spanned<String>, frameOffset: Int?
    ) {
        // SCH-083: "A number that does not lie at a multiple of its size SHALL be accepted, with a
        // warning on request."
        var first: (leaf: Leaf, span: SourceSpan)?
        var others = 0
        for field in fields {
            for leaf in Self.leaves(of: field) {
                let offset = leaf.offset + (frameOffset ?? 0)
                guard offset % leaf.alignment != 0 else { continue }
                if first == nil {
                    first = (leaf, field.name.span)
                } else {
                    others += 1
                }
            }
        }
        guard let (leaf, span) = first else { return }
        let place = frameOffset.map { "byte \($0 + leaf.offset) of the frame" }
        let more = others == 0 ? "" : ", and \(others) more like it"
        diagnostics.report(
            .misaligned, at: span,
            "\(quoted(leaf.path)) lies at \(place ?? "byte \(leaf.offset) of an entry"), no "
                + "multiple of \(leaf.alignment)\(more); in a new message, put the largest fields first"
        )
    }

    // MARK: Cache lines

    private mutating func adviseCacheLines(
        of fields: [PlacedField], in name: Spanned<String>, frameOffset: Int
    ) {
        // SCH-084: "A field that lies across a boundary of 64 bytes SHALL be accepted, with a warning on
        // request."
        for field in fields {
            for leaf in Self.leaves(of: field) where leaf.size <= Self.arrayBytesMax {
                let start = frameOffset + leaf.offset
                let last = start + leaf.size - 1
                let boundary = last / Self.cacheLineBytes * Self.cacheLineBytes
                guard leaf.size > 1, start < boundary else { continue }
                diagnostics.report(
                    .cacheLine, at: field.name.span,
                    "\(quoted(leaf.path)) lies at the bytes \(start) to \(last) of the frame, across "
                        + "the boundary at \(boundary); in a new message, put it before a smaller field"
                )
            }
        }
    }

    // MARK: Types

    /// What a value of a type is to lie at a multiple of: the size of its largest number.
    private static func alignment(of type: ValueType) -> Int {
        guard case .composite(let composite) = type else { return type.primitive?.size ?? 1 }
        return composite.members.reduce(1) { greatest, member in
            member.isOnWire ? max(greatest, alignment(of: member.type)) : greatest
        }
    }

    /// The numbers that a field is made of.
    private static func leaves(of field: PlacedField) -> [Leaf] {
        var leaves: [Leaf] = []
        append(field.type, path: field.name.value, offset: field.offset, to: &leaves)
        return leaves
    }

    private static func append(
        _ type: ValueType, path: String, offset: Int, to leaves: inout [Leaf]
    ) {
        // Composites are nested no deeper than the resolver allows.
        if case .composite(let composite) = type {
            for member in composite.members where member.isOnWire {
                append(
                    member.type, path: path + "." + member.name, offset: offset + member.offset,
                    to: &leaves)
            }
            return
        }
        leaves.append(
            Leaf(
                path: path, offset: offset, alignment: type.primitive?.size ?? 1,
                size: type.byteCount))
    }
}

extension CompositeMember {
    /// Whether the member has bytes of its own.
    fileprivate var isOnWire: Bool {
        if case .encoded(let type) = type { return type.presence != .constant }
        return true
    }
}
