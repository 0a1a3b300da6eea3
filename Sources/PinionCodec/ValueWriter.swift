/// Writes the fields of a value to bytes that grow: a block, and then its groups and data.
struct ValueWriter<Layout: FrameLayout>: FieldExchange {
    typealias Failure = FrameError

    /// Everything written so far, from the start of the message.
    private(set) var bytes: [UInt8]
    /// Where the block starts.
    private let block: Int

    private init(bytes: [UInt8], block: Int) {
        self.bytes = bytes
        self.block = block
    }

    /// Appends a block of zeros, whose fields are then written.
    init(appendingBlockTo bytes: [UInt8]) {
        self.init(bytes: bytes, block: bytes.count)
        self.bytes.append(contentsOf: repeatElement(0, count: Layout.blockLength))
    }

    /// Throws `noRoom` if the message is longer than a reader takes.
    func checkLength() throws(FrameError) {
        // COD-25: "A reader SHALL NOT read a frame beyond its first 4,294,967,295 bytes."
        guard bytes.count <= Int(UInt32.max) else {
            throw .make(.noRoom, expected: bytes.count, found: Int(UInt32.max))
        }
    }

    mutating func takesPart(
        _ name: String, since: UInt32, hasValue: Bool
    ) throws(FrameError) -> Bool {
        // Zeros in its place would be a value that nobody has given.
        guard hasValue else { throw .make(.noValue, expected: 1, found: 0) }
        return true
    }

    mutating func value<Element: JSONValue>(
        _ name: String, _ value: inout Element, _ field: Field<Element>,
        _ encoding: CharacterEncoding?
    ) {
        store(value, at: block + Int(field.offset))
    }

    mutating func value<Element: JSONValue>(
        _ name: String, _ value: inout Element?, _ field: OptionalField<Element>,
        _ encoding: CharacterEncoding?
    ) throws(FrameError) {
        if let value, value.matches(null: field.null) {
            let bits = Int(truncatingIfNeeded: value.bits)
            throw .make(.nullValue, expected: bits, found: bits)
        }
        store(value ?? field.null, at: block + Int(field.offset))
    }

    mutating func array<let length: Int, Element: JSONValue>(
        _ name: String, _ elements: inout [Element], _ field: ArrayField<length, Element>,
        null: Element?
    ) throws(FrameError) {
        guard elements.count == length else {
            throw .make(.otherCount, expected: length, found: elements.count)
        }
        for (index, element) in elements.enumerated() {
            let offset = Int(field.offset) + index * MemoryLayout<Element.Bits>.size
            store(element, at: block + offset)
        }
    }

    mutating func text<let length: Int>(
        _ name: String, _ text: inout String, _ field: CharacterArrayField<length>,
        _ encoding: CharacterEncoding
    ) throws(FrameError) {
        let characters = try Self.bytes(of: text, in: encoding)
        guard characters.count <= length else {
            throw .make(.tooLong, expected: length, found: characters.count)
        }
        let start = block + Int(field.offset)
        bytes.replaceSubrange(start..<start + characters.count, with: characters)
    }

    mutating func composite<Value: OwnedValue>(
        _ name: String, _ value: inout Value, _ field: CompositeField<Value.Layout>
    ) throws(FrameError) {
        var inner = ValueWriter<Value.Layout>(bytes: bytes, block: block + Int(field.offset))
        // The bytes have one owner at a time, so that they are not copied.
        bytes = []
        try value.exchange(with: &inner)
        bytes = inner.bytes
    }

    mutating func group<Value: OwnedValue>(
        _ name: String, _ entries: inout [Value],
        _ part: KeyPath<Layout.Parts, GroupPart<Value.Layout>>
    ) throws(FrameError) {
        try Value.Layout.appendDimensions(count: entries.count, to: &bytes)
        for index in entries.indices {
            var inner = ValueWriter<Value.Layout>(appendingBlockTo: bytes)
            bytes = []
            try entries[index].exchange(with: &inner)
            bytes = inner.bytes
            try checkLength()
        }
    }

    mutating func text<Encoding: DataEncodingLayout>(
        _ name: String, _ text: inout String, _ part: KeyPath<Layout.Parts, DataPart>,
        _ layout: Encoding.Type, _ encoding: CharacterEncoding
    ) throws(FrameError) {
        try append(Self.bytes(of: text, in: encoding), layout)
    }

    mutating func bytes<Encoding: DataEncodingLayout>(
        _ name: String, _ bytes: inout [UInt8], _ part: KeyPath<Layout.Parts, DataPart>,
        _ layout: Encoding.Type
    ) throws(FrameError) {
        try append(bytes, layout)
    }

    mutating func constant(_ name: String, _ value: ConstantValue) {
        // Nothing to do: it takes no bytes.
    }

    private static func bytes(
        of text: String, in encoding: CharacterEncoding
    ) throws(FrameError) -> [UInt8] {
        guard let bytes = encoding.bytes(of: text) else {
            let first = text.unicodeScalars.first { encoding.bytes(of: String($0)) == nil }
            throw .make(.notInEncoding, expected: 0, found: Int(first?.value ?? 0))
        }
        return bytes
    }

    private mutating func append<Encoding: DataEncodingLayout>(
        _ data: [UInt8], _ layout: Encoding.Type
    ) throws(FrameError) {
        guard UInt64(data.count) <= Encoding.lengthMax else {
            throw .make(.tooLong, expected: Encoding.lengthMax, found: UInt64(data.count))
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
