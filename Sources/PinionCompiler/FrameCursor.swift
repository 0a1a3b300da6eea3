/// Walks a message, one part at a time.
///
/// The bytes are passed to each step, and must be those of the step before, with or without more of them
/// behind: where a step says that the message is cut short, it may be repeated once more bytes are there.
///
/// Counts and lengths are compared with what is left of the bytes before anything is done with them: each
/// entry has bytes of its own, apart from `emptyEntriesMax` in the whole message. The depth of the walk is
/// that of the schema.
public struct FrameCursor: Sendable {
    /// How many entries of groups may take no bytes, in one message.
    ///
    /// An entry of constants alone takes none, so a count is all it takes to ask for billions of them.
    public static let emptyEntriesMax = 1024

    private let decoder: FrameDecoder
    /// Where the message starts in the input, for errors.
    private let inputOffset: Int
    private let visitsFields: Bool
    private var levels: [Level] = []
    /// Bytes of the message that are behind.
    public private(set) var position = 0
    /// The message's version, once its header is read.
    public private(set) var version: UInt64 = 0
    private var hasBegun = false
    private var emptyEntries = 0
    /// Whether the walk goes on where bytes are missing, as far as those that are there go.
    private var isTolerant = false
    /// What a tolerant walk ends with, once it has given the fields of the block that is cut short.
    private var shortage: DecodeError?

    private enum Level: Sendable {
        /// In a body whose block starts at an offset; the step counts its fields, groups and data.
        case body(BodyPlan, block: Int, step: Int)
        /// Among the entries of a group.
        case entries(GroupPlan, blockLength: Int, next: Int, count: Int)
    }

    /// A walk from the start of a message.
    ///
    /// - Parameters:
    ///   - decoder: The decoder of the message's schema.
    ///   - inputOffset: Where the message starts in the input; the offsets of errors count from there.
    ///   - visitsFields: `false` to come upon groups and data only, which is enough to find the end.
    public init(decoder: FrameDecoder, inputOffset: Int = 0, visitsFields: Bool = true) {
        self.decoder = decoder
        self.inputOffset = inputOffset
        self.visitsFields = visitsFields
    }

    /// A walk that explains what there is of a message: a block or data that are cut short are given before
    /// the error, and a count is believed until its entries are missing. Fields may reach past the end.
    static func tolerant(decoder: FrameDecoder, inputOffset: Int) -> FrameCursor {
        var cursor = FrameCursor(decoder: decoder, inputOffset: inputOffset)
        cursor.isTolerant = true
        return cursor
    }

    /// The next part of the message, or `nil` after its end.
    ///
    /// - Throws: What is wrong with the bytes. The cursor has not moved.
    public mutating func next(in message: Span<UInt8>) throws(DecodeError) -> FrameEvent? {
        guard let level = levels.last else {
            return hasBegun ? nil : try begin(message)
        }
        switch level {
        case .body(let plan, let block, let step):
            return try nextPart(of: plan, block: block, step: step, in: message)
        case .entries(let plan, let blockLength, let next, let count):
            if let shortage { throw shortage }
            guard next < count else {
                levels.removeLast()
                return .groupEnds
            }
            let bytes = try requireContent(
                UInt64(blockLength), at: position, in: message,
                "the block of entry \(next) of group '\(plan.group.name)'")
            levels[levels.count - 1] = .entries(
                plan, blockLength: blockLength, next: next + 1, count: count)
            let offset = position
            enter(plan.body, blockLength: bytes)
            return .entryBegins(index: next, offset: offset)
        }
    }

    private mutating func nextPart(
        of plan: BodyPlan, block: Int, step: Int, in message: Span<UInt8>
    ) throws(DecodeError) -> FrameEvent {
        var index = step
        let event: FrameEvent
        if index < plan.fields.count {
            let field = plan.fields[index]
            let isThere = field.notes.sinceVersion <= version
            event = isThere ? .field(field, offset: block + field.offset) : .absentField(field)
            advance(plan, block: block, step: step)
            return event
        }
        if let shortage { throw shortage }
        index -= plan.fields.count
        if index < plan.groups.count {
            let group = plan.groups[index]
            guard group.group.notes.sinceVersion <= version else {
                advance(plan, block: block, step: step)
                return .absentGroup(group.group)
            }
            let entries = try readDimensions(of: group, in: message)
            event = .groupBegins(
                group.group, offset: position, blockLength: entries.blockLength,
                count: entries.count)
            advance(plan, block: block, step: step)
            position += group.group.dimension.size
            levels.append(
                .entries(
                    group, blockLength: entries.blockLength, next: 0, count: entries.count))
            return event
        }
        index -= plan.groups.count
        if index < plan.data.count {
            event = try readData(plan.data[index], in: message)
            advance(plan, block: block, step: step)
            return event
        }
        levels.removeLast()
        return levels.isEmpty ? .messageEnds(length: position) : .entryEnds
    }

    private mutating func advance(_ plan: BodyPlan, block: Int, step: Int) {
        levels[levels.count - 1] = .body(plan, block: block, step: step + 1)
    }

    /// Enters a body whose block starts here and is known to be there.
    private mutating func enter(_ plan: BodyPlan, blockLength: Int) {
        levels.append(
            .body(plan, block: position, step: visitsFields ? 0 : plan.fields.count))
        position += blockLength
    }
}

/// What is read, and checked, before it is walked.
extension FrameCursor {
    private mutating func begin(_ message: Span<UInt8>) throws(DecodeError) -> FrameEvent {
        let headerSize = decoder.headerSize
        try require(UInt64(headerSize), at: 0, in: message, "a message header")
        let schema = decoder.schema
        let header = decoder.header(of: message)
        guard header.schemaId == schema.id else {
            throw DecodeError(
                .foreignSchema, at: inputOffset,
                "the header says schema \(header.schemaId), not \(schema.id)")
        }
        guard let plan = decoder.plan(templateId: header.templateId) else {
            throw DecodeError(
                .unknownTemplate, at: inputOffset,
                "the schema has no message with template id \(header.templateId)")
        }
        let what = "message '\(plan.message.name)'"
        version = header.version
        try checkBlock(of: plan.body, length: header.blockLength, offset: inputOffset, what)
        let bytes = try requireContent(
            header.blockLength, at: headerSize, in: message, "the root block of \(what)")
        hasBegun = true
        position = headerSize
        enter(plan.body, blockLength: bytes)
        return .messageBegins(header, plan.message)
    }

    private mutating func readDimensions(
        of plan: GroupPlan, in message: Span<UInt8>
    ) throws(DecodeError) -> (blockLength: Int, count: Int) {
        let what = "group '\(plan.group.name)'"
        let dimensionSize = UInt64(plan.group.dimension.size)
        try require(dimensionSize, at: position, in: message, "\(what)")
        let order = decoder.schema.byteOrder
        let blockLength = plan.blockLength.read(at: position, in: message, order: order)
        let count = plan.numInGroup.read(at: position, in: message, order: order)
        // An empty group has no block that could be too short.
        guard count > 0 else { return (Int(clamping: blockLength), 0) }

        let offset = inputOffset + position
        try checkBlock(of: plan.body, length: blockLength, offset: offset, what)
        let entrySize = blockLength.addingSaturated(
            UInt64(plan.body.tailBytesMin(version: version)))
        let size = count.multipliedSaturated(by: entrySize).addingSaturated(dimensionSize)
        if !isTolerant {
            try require(size, at: position, in: message, "\(what) with \(count) entries")
        }

        // JSN-18: "A message SHALL have at most 1,024 entries of groups that take no bytes, in all
        // its groups together."
        if entrySize == 0 {
            guard count <= UInt64(Self.emptyEntriesMax - emptyEntries) else {
                throw DecodeError(
                    .emptyEntries, at: offset,
                    "\(what) has \(count) entries that take no bytes; a message may have "
                        + "\(Self.emptyEntriesMax) of them")
            }
            emptyEntries += Int(count)
        }
        return (Int(clamping: blockLength), Int(clamping: count))
    }

    private mutating func readData(
        _ plan: DataPlan, in message: Span<UInt8>
    ) throws(DecodeError) -> FrameEvent {
        guard plan.data.notes.sinceVersion <= version else { return .absentData(plan.data) }
        let what = "data '\(plan.data.name)'"
        try require(UInt64(plan.prefixSize), at: position, in: message, what)
        let length = plan.length.read(at: position, in: message, order: decoder.schema.byteOrder)
        let size = length.addingSaturated(UInt64(plan.prefixSize))
        let offset = position
        position += try requireContent(size, at: offset, in: message, what)
        let start = offset + plan.prefixSize
        return .data(plan.data, offset: offset, bytes: start..<position)
    }

    /// Refuses a block that does not hold the fields that the message's version has.
    private func checkBlock(
        of plan: BodyPlan, length: UInt64, offset: Int, _ what: String
    ) throws(DecodeError) {
        let fields = plan.fieldsEnd(version: version)
        guard let last = fields.last, length < UInt64(fields.end) else { return }
        throw DecodeError(
            .shortBlock, at: offset,
            "\(what) has a block of \(length) bytes, but in version \(version) field "
                + "'\(last.name)' ends at \(fields.end)")
    }

    /// Refuses to go on without `count` bytes from `start` on, or keeps the refusal for later.
    ///
    /// - Returns: `count`, or as many of them as there are.
    private mutating func requireContent(
        _ count: UInt64, at start: Int, in message: Span<UInt8>, _ what: @autoclosure () -> String
    ) throws(DecodeError) -> Int {
        do throws(DecodeError) {
            try require(count, at: start, in: message, what())
            return Int(count)
        } catch {
            guard isTolerant else { throw error }
            shortage = error
            return max(message.count - start, 0)
        }
    }

    /// Refuses to go on without `count` bytes from `start` on.
    private func require(
        _ count: UInt64, at start: Int, in message: Span<UInt8>,
        _ what: @autoclosure () -> String
    ) throws(DecodeError) {
        let left = max(message.count - start, 0)
        guard count > UInt64(left) else { return }
        throw DecodeError(
            .truncated, at: inputOffset + start,
            bytesNeeded: count.addingSaturated(UInt64(start)),
            "\(what()) takes at least \(count) bytes, and \(left) are left")
    }
}

extension FrameCursor {
    /// What a walk that met an error was about to read.
    enum Awaited {
        case header
        case dimensions(Group)
        case length(VariableData)
        /// What the error is about was given before it, or has no bytes of its own.
        case nothing
    }

    /// What the walk was about to read when it met an error.
    var awaited: Awaited {
        guard let level = levels.last else { return hasBegun ? .nothing : .header }
        guard shortage == nil, case .body(let plan, _, let step) = level else { return .nothing }
        var index = step - plan.fields.count
        if plan.groups.indices.contains(index) { return .dimensions(plan.groups[index].group) }
        index -= plan.groups.count
        return plan.data.indices.contains(index) ? .length(plan.data[index].data) : .nothing
    }
}

extension UInt64 {
    fileprivate func addingSaturated(_ other: UInt64) -> UInt64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }

    fileprivate func multipliedSaturated(by other: UInt64) -> UInt64 {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? .max : product
    }
}
