// COD-36: "A value SHALL be refused, when it is written, for what a checked writer refuses, unless its
// user has said otherwise; the error SHALL name the field by the names that lead to it."
/// Writes the fields of a value to bytes that grow: a block, and then its groups and data.
struct ValueWriter<Layout: FrameLayout>: FieldExchange {
    typealias Failure = ValueError

    /// What is checked beyond what would be lost.
    let checks: ValueChecks
    /// Everything written so far, from the start of the message.
    private(set) var bytes: [UInt8]
    /// Where the block starts.
    private let block: Int

    private init(bytes: [UInt8], block: Int, checks: ValueChecks) {
        self.checks = checks
        self.bytes = bytes
        self.block = block
    }

    /// Appends a block of zeros, whose fields are then written.
    init(appendingBlockTo bytes: [UInt8], checks: ValueChecks) {
        self.init(bytes: bytes, block: bytes.count, checks: checks)
        self.bytes.append(contentsOf: repeatElement(0, count: Layout.blockLength))
    }

    /// Throws `noRoom` if the message is longer than a reader takes.
    func checkLength() throws(ValueError) {
        // COD-25: "A reader SHALL NOT read a frame beyond its first 4,294,967,295 bytes."
        guard bytes.count <= Int(UInt32.max) else {
            throw fault("", .make(.noRoom, expected: bytes.count, found: Int(UInt32.max)))
        }
    }

    mutating func takesPart(
        _ name: StaticString, since: UInt32, hasValue: Bool
    ) throws(ValueError) -> Bool {
        // Zeros in its place would be a value that nobody has given.
        guard hasValue else { throw fault(name, .make(.noValue, expected: 1, found: 0)) }
        return true
    }

    mutating func value<Element: JSONValue>(
        _ name: StaticString, _ value: inout Element, _ field: Field<Element>,
        _ encoding: CharacterEncoding?
    ) throws(ValueError) {
        if let error = field.refusal(of: value), checks.ask(about: error) {
            throw fault(name, error)
        }
        store(value, at: block + Int(field.offset))
    }

    mutating func value<Element: JSONValue>(
        _ name: StaticString, _ value: inout Element?, _ field: OptionalField<Element>,
        _ encoding: CharacterEncoding?
    ) throws(ValueError) {
        if let value, value.matches(null: field.null) { throw fault(name, value.nullRefusal) }
        if let error = field.refusal(of: value), checks.ask(about: error) {
            throw fault(name, error)
        }
        store(value ?? field.null, at: block + Int(field.offset))
    }

    mutating func array<let length: Int, Element: JSONValue>(
        _ name: StaticString, _ elements: inout [Element], _ field: ArrayField<length, Element>,
        null: Element?
    ) throws(ValueError) {
        guard elements.count == length else {
            throw fault(name, .make(.otherCount, expected: length, found: elements.count))
        }
        for (index, element) in elements.enumerated() {
            let isNull = null.map { element.matches(null: $0) } ?? false
            if !isNull, let error = element.refusal(within: field.limits),
                checks.ask(about: error)
            {
                throw fault(name, error, index: index)
            }
            let offset = Int(field.offset) + index * MemoryLayout<Element.Bits>.size
            store(element, at: block + offset)
        }
    }

    mutating func text<let length: Int>(
        _ name: StaticString, _ text: inout String, _ field: CharacterArrayField<length>,
        _ encoding: CharacterEncoding
    ) throws(ValueError) {
        let characters = try bytes(of: text, in: encoding, name)
        guard characters.count <= length else {
            throw fault(name, .make(.tooLong, expected: length, found: characters.count))
        }
        if let error = field.encoding.refusal(ofPadded: characters.span),
            checks.ask(about: error)
        {
            throw fault(name, error)
        }
        let start = block + Int(field.offset)
        bytes.replaceSubrange(start..<start + characters.count, with: characters)
    }

    mutating func composite<Value: OwnedValue>(
        _ name: StaticString, _ value: inout Value, _ field: CompositeField<Value.Layout>
    ) throws(ValueError) {
        var inner = ValueWriter<Value.Layout>(
            bytes: bytes, block: block + Int(field.offset), checks: checks)
        // The bytes have one owner at a time, so that they are not copied.
        bytes = []
        do throws(ValueError) {
            try value.exchange(with: &inner)
        } catch {
            throw error.within("\(name)")
        }
        bytes = inner.bytes
    }

    mutating func group<Value: OwnedValue>(
        _ name: StaticString, _ entries: inout [Value],
        _ part: KeyPath<Layout.Parts, GroupPart<Value.Layout>>
    ) throws(ValueError) {
        do throws(FrameError) {
            try Value.Layout.appendDimensions(count: entries.count, to: &bytes)
        } catch {
            throw fault(name, error)
        }
        for index in entries.indices {
            var inner = ValueWriter<Value.Layout>(appendingBlockTo: bytes, checks: checks)
            bytes = []
            do throws(ValueError) {
                try entries[index].exchange(with: &inner)
            } catch {
                throw error.within(index: index).within("\(name)")
            }
            bytes = inner.bytes
            try checkLength()
        }
    }

    mutating func text<Encoding: DataEncodingLayout>(
        _ name: StaticString, _ text: inout String, _ part: KeyPath<Layout.Parts, DataPart>,
        _ layout: Encoding.Type, _ encoding: CharacterEncoding
    ) throws(ValueError) {
        let data = try bytes(of: text, in: encoding, name)
        if let error = Encoding.textEncoding.refusal(of: data.span), checks.ask(about: error) {
            throw fault(name, error)
        }
        try append(data, layout, name)
    }

    mutating func bytes<Encoding: DataEncodingLayout>(
        _ name: StaticString, _ bytes: inout [UInt8], _ part: KeyPath<Layout.Parts, DataPart>,
        _ layout: Encoding.Type
    ) throws(ValueError) {
        try append(bytes, layout, name)
    }

    mutating func constant(_ name: StaticString, _ value: ConstantValue) {
        // Nothing to do: it takes no bytes.
    }

    private func fault(
        _ name: StaticString, _ error: FrameError, index: Int? = nil
    ) -> ValueError {
        ValueError(path: "\(name)\(index.map { "[\($0)]" } ?? "")", cause: error)
    }

    private func bytes(
        of text: String, in encoding: CharacterEncoding, _ name: StaticString
    ) throws(ValueError) -> [UInt8] {
        guard let bytes = encoding.bytes(of: text) else {
            let first = text.unicodeScalars.first { encoding.bytes(of: String($0)) == nil }
            throw fault(
                name, .make(.notInEncoding, expected: 0, found: Int(first?.value ?? 0)))
        }
        return bytes
    }

    private mutating func append<Encoding: DataEncodingLayout>(
        _ data: [UInt8], _ layout: Encoding.Type, _ name: StaticString
    ) throws(ValueError) {
        guard UInt64(data.count) <= Encoding.lengthMax else {
            throw fault(
                name, .make(.tooLong, expected: Encoding.lengthMax, found: UInt64(data.count)))
        }
        let start = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: Encoding.dataOffset))
        // SAFETY: the bytes up to the data were appended just now; the generator proved that the length
        // lies within them.
        unsafe bytes.withUnsafeMutableBytes { bytes in
            guard let first = bytes.baseAddress else { return }
            unsafe Encoding.lengthMember
                .store(UInt64(data.count), to: first + start, order: Encoding.Order.self)
        }
        bytes.append(contentsOf: data)
    }

    /// Writes an element, which lies within the block: the generator proved it.
    private mutating func store<Element: WireValue>(_ value: Element, at offset: Int) {
        // The bytes as they lie in memory, whatever the machine.
        var rest = Layout.Order.convert(value.bits).littleEndian
        for index in 0..<MemoryLayout<Element.Bits>.size {
            bytes[offset + index] = UInt8(truncatingIfNeeded: rest)
            rest >>= 8
        }
    }
}
