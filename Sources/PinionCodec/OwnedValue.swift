/// What a block holds, as a plain value that owns its memory: for storing, comparing and logging.
///
/// `pinion generate --values` makes one, called `Value`, for each message, entry and composite:
///
/// ```swift
/// var quote = Market.Quote.Value(view)
/// quote.symbol = "PINION"
/// let bytes = try quote.encoded()
/// ```
///
/// Optional fields, and fields that came with a later version, are `nil` where they are absent;
/// groups and data are empty. A value is written at its schema's version. Texts are `String`s that
/// keep all bytes: see `CharacterEncoding`. It allocates, and goes field by field through generic
/// code: where every nanosecond counts, use views and writers.
public protocol OwnedValue: Hashable, Codable, Sendable {
    /// The block whose fields these are.
    associatedtype Layout: FrameLayout

    /// A value of zeros: optional fields are `nil`, groups and data are empty.
    init(zeros: ())

    /// Gives each field, group and data to `other`, which reads or replaces it, in the order of the
    /// schema.
    mutating func exchange<Exchange: FieldExchange & ~Copyable & ~Escapable>(
        with other: inout Exchange
    ) throws(Exchange.Failure) where Exchange.Layout == Layout
}

extension OwnedValue {
    /// A copy of what `view` shows.
    public init(_ view: FrameView<Layout>) {
        self.init(zeros: ())
        var reader = ValueReader(view)
        exchange(with: &reader)
    }

    /// Encodes the fields under the names of the schema, as `spec/json.md` says.
    ///
    /// Throws what the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var copy = self
        var exchange = ValueEncoder<Layout>(encoder.container(keyedBy: FieldKey.self))
        try copy.exchange(with: &exchange)
    }

    /// Decodes what `encode` encodes. What is missing is `nil` or empty if it may be; constants are
    /// not looked at.
    ///
    /// Throws `DecodingError` if a required field is missing, or something is of another kind.
    public init(from decoder: any Decoder) throws {
        self.init(zeros: ())
        var exchange = ValueDecoder<Layout>(try decoder.container(keyedBy: FieldKey.self))
        try self.exchange(with: &exchange)
    }
}

/// The value of a message.
public protocol MessageValue: OwnedValue where Layout: MessageLayout {
    /// The name of the message in its schema.
    static var messageName: String { get }
}

extension MessageValue {
    /// The message in bytes, header included.
    ///
    /// What a checked writer refuses is refused, unless `checks` leaves it out: with `[]` whatever a
    /// view has shown can be written again. What would be lost never passes.
    ///
    /// Throws `ValueError`, which says where. Always: `noValue` for a field without a value that has
    /// no null value, `nullValue` for a value that would be read as none, `notInEncoding` for a text
    /// without bytes, `tooLong` for a text or data, `otherCount` for an array, `tooManyEntries` and
    /// `tooFewEntries` for a group, and `noRoom` for a message beyond 4,294,967,295 bytes. As
    /// `checks` says: `outOfRange` and `nullValue`, `unknownValue`, `notInEncoding` and `endsEarly`.
    public func encoded(_ checks: ValueChecks = .all) throws(ValueError) -> [UInt8] {
        typealias Header = Layout.Header
        var header = [UInt8](repeating: 0, count: Header.blockLength)
        // SAFETY: the bytes are there as long as the call, and the generator proved that each
        // member lies within the header.
        unsafe header.withUnsafeMutableBytes { bytes in
            guard let start = bytes.baseAddress else { return }
            unsafe Header.blockLengthMember
                .store(UInt64(Layout.blockLength), to: start, order: Layout.Order.self)
            unsafe Header.templateIDMember
                .store(Layout.templateID, to: start, order: Layout.Order.self)
            unsafe Header.schemaIDMember
                .store(Layout.schemaID, to: start, order: Layout.Order.self)
            unsafe Header.versionMember
                .store(Layout.version, to: start, order: Layout.Order.self)
        }
        var copy = self
        var writer = ValueWriter<Layout>(appendingBlockTo: header, checks: checks)
        try copy.exchange(with: &writer)
        try writer.checkLength()
        return writer.bytes
    }

    /// Writes the message to the first of `bytes`, and returns how many it takes.
    ///
    /// Throws what `encoded` throws, and `noRoom` if there are too few bytes; none is written then.
    public func write(
        to bytes: inout MutableSpan<UInt8>, _ checks: ValueChecks = .all
    ) throws(ValueError) -> Int {
        let message = try encoded(checks)
        guard message.count <= bytes.count else {
            let error = FrameError.make(.noRoom, expected: message.count, found: bytes.count)
            throw ValueError(path: "", cause: error)
        }
        for index in message.indices { bytes[index] = message[index] }
        return message.count
    }

    /// Encodes the object of the message: its name and numbers, and its fields, as `spec/json.md`
    /// says.
    ///
    /// Throws what the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: FieldKey.self)
        try container.encode(Self.messageName, forKey: FieldKey("message"))
        try container.encode(Layout.templateID, forKey: FieldKey("templateId"))
        try container.encode(Layout.schemaID, forKey: FieldKey("schemaId"))
        try container.encode(Layout.version, forKey: FieldKey("version"))
        var copy = self
        var exchange = ValueEncoder<Layout>(
            container.nestedContainer(keyedBy: FieldKey.self, forKey: FieldKey("fields")))
        try copy.exchange(with: &exchange)
    }

    /// Decodes the object of a message, of any version.
    ///
    /// Throws `DecodingError` if it is another message, a required field is missing, or something is
    /// of another kind.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: FieldKey.self)
        let name = try container.decode(String.self, forKey: FieldKey("message"))
        guard name == Self.messageName else {
            throw DecodingError.dataCorruptedError(
                forKey: FieldKey("message"), in: container,
                debugDescription: "the message is '\(name)', not '\(Self.messageName)'")
        }
        self.init(zeros: ())
        var exchange = ValueDecoder<Layout>(
            try container.nestedContainer(keyedBy: FieldKey.self, forKey: FieldKey("fields")))
        try self.exchange(with: &exchange)
    }
}

/// Whether two properties of a value are the same: a name of its own, which a compiler finds sooner than
/// one of the many `==`.
@inlinable
public func areSame<Property: Equatable>(_ left: Property, _ right: Property) -> Bool {
    left == right
}

/// The name of a field, as a key.
struct FieldKey: CodingKey {
    let stringValue: String

    init(_ name: String) { stringValue = name }

    init(stringValue: String) { self.stringValue = stringValue }

    // Fields have names, not numbers.
    var intValue: Int? { nil }

    init?(intValue: Int) { nil }
}
