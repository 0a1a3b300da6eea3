/// Why bytes are not the frame that a reader asked for, or why a frame could not be written.
public struct FrameError: Error, Hashable, Sendable {
    /// What went wrong. More codes may come with a minor release.
    public let code: Code
    /// What the frame called for: a number of bytes, a count, or an identifier, as the code says.
    public let expected: Int
    /// What was found instead.
    public let found: Int
    /// The field, group or data that it is about, where a writer was given a value that its schema
    /// does not allow; `nil` for what is wrong with a frame as a whole.
    public let field: FieldName?

    /// Makes an error. The numbers mean what `code` says.
    @inlinable
    public init(code: Code, expected: Int, found: Int, field: FieldName? = nil) {
        self.code = code
        self.expected = expected
        self.found = found
        self.field = field
    }

    /// What can be wrong with a frame.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// A number that keeps its meaning for ever.
        public let rawValue: UInt8

        /// Makes a code of its number.
        @inlinable
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// The bytes end before the frame does. `expected`: bytes needed, counted from the start of
        /// the frame; `found`: bytes given. A length that is too long for any memory counts as
        /// `Int.max`.
        @inlinable public static var truncated: Self { Self(rawValue: 1) }
        /// The header names another schema. `expected`, `found`: schema identifiers.
        @inlinable public static var otherSchema: Self { Self(rawValue: 2) }
        /// The header names another message. `expected`, `found`: template identifiers.
        @inlinable public static var otherTemplate: Self { Self(rawValue: 3) }
        /// A block is shorter than the fields of its version. `expected`, `found`: bytes of the
        /// block.
        @inlinable public static var blockTooShort: Self { Self(rawValue: 4) }
        /// More entries take no bytes than a reader accepts. `expected`: the most; `found`:
        /// entries.
        @inlinable public static var tooManyEmptyEntries: Self { Self(rawValue: 5) }
        /// The buffer is too small. `expected`: bytes that the message needs at the least, with
        /// what was being written, and with all groups and data that were not yet written empty;
        /// `found`: bytes of the buffer.
        @inlinable public static var noRoom: Self { Self(rawValue: 6) }
        /// A group or variable data was written out of the order of the schema, or twice.
        /// `expected`: the index of the part that comes next; `found`: of the one written.
        @inlinable public static var outOfOrder: Self { Self(rawValue: 7) }
        /// A frame or an entry ended before all of its groups and data were written.
        /// `expected`: how many parts it has; `found`: how many were written.
        @inlinable public static var unfinished: Self { Self(rawValue: 8) }
        /// A group has more entries than its dimensions can say. `expected`: the most; `found`:
        /// entries.
        @inlinable public static var tooManyEntries: Self { Self(rawValue: 9) }
        /// Variable data, or text for a character array, is too long. `expected`: the most;
        /// `found`: bytes.
        @inlinable public static var tooLong: Self { Self(rawValue: 10) }
        /// An array was given another number of elements than it has. `expected`, `found`:
        /// elements.
        @inlinable public static var otherCount: Self { Self(rawValue: 11) }
        /// A group has fewer entries than the schema demands. `expected`: the fewest; `found`:
        /// entries.
        @inlinable public static var tooFewEntries: Self { Self(rawValue: 12) }
        /// A value is not within the limits of its type. `expected`: the limit that it passes;
        /// `found`: the value; of a floating-point number, both are rounded.
        @inlinable public static var outOfRange: Self { Self(rawValue: 13) }
        /// A value is the one that stands for null. `expected`, `found`: that value; of a
        /// floating-point number, both are rounded, and 0 for what is not a number.
        @inlinable public static var nullValue: Self { Self(rawValue: 14) }
        /// A value of an enumeration, or a bit of a set, is not named in the schema. `expected`:
        /// all bits that are named, or 0 for an enumeration; `found`: the bits of the value.
        @inlinable public static var unknownValue: Self { Self(rawValue: 15) }
        /// Text is not what its character encoding can say. `expected`: the greatest code of a
        /// character, or 0; `found`: the code of the first one that is greater, or the byte that no
        /// encoding of a character starts with.
        @inlinable public static var notInEncoding: Self { Self(rawValue: 16) }
        /// The text of a character array has a NUL before its end. `expected`: where it would end;
        /// `found`: bytes of the text.
        @inlinable public static var endsEarly: Self { Self(rawValue: 17) }
        /// A field that came with a later version, and that cannot be null, has no value in what is
        /// written. The numbers mean nothing.
        @inlinable public static var noValue: Self { Self(rawValue: 18) }
    }
}

extension FrameError {
    /// The same error, of a field.
    func of(_ field: FieldName?) -> FrameError {
        FrameError(code: code, expected: expected, found: found, field: field)
    }

    // Cold: kept out of line so that the check around it stays two instructions.
    @inline(never) @usableFromInline
    static func make(_ code: Code, expected: Int, found: Int) -> FrameError {
        FrameError(code: code, expected: expected, found: found)
    }

    @inline(never) @usableFromInline
    static func make(_ code: Code, expected: UInt64, found: UInt64) -> FrameError {
        FrameError(code: code, expected: Int(clamping: expected), found: Int(clamping: found))
    }
}

extension FrameError: CustomStringConvertible {
    /// The error as a sentence, behind the name of the field if it is about one.
    public var description: String { field.map { "\($0): \(sentence)" } ?? sentence }

    private var sentence: String {
        switch code {
        case .truncated: "the frame needs \(expected) bytes, and there are \(found)"
        case .otherSchema: "the schema is \(found), not \(expected)"
        case .otherTemplate: "the template is \(found), not \(expected)"
        case .blockTooShort: "the block needs \(expected) bytes, and has \(found)"
        case .tooManyEmptyEntries: "\(found) entries take no bytes, and at most \(expected) may"
        case .noRoom: "writing needs at least \(expected) bytes, and the buffer has \(found)"
        case .outOfOrder: "part \(expected) comes next, not part \(found)"
        case .unfinished: "\(found) of \(expected) parts were written"
        case .tooManyEntries: "\(found) entries are more than \(expected)"
        case .tooLong: "\(found) bytes are more than \(expected)"
        case .otherCount: "\(found) elements were given for \(expected)"
        case .tooFewEntries: "\(found) entries are fewer than \(expected)"
        case .outOfRange: "\(found) is beyond \(expected), the limit of its type"
        case .nullValue: "\(found) stands for null"
        case .unknownValue: "the schema does not name the value \(found)"
        case .notInEncoding: "the character \(found) is not in the encoding of the text"
        case .endsEarly: "the text has \(found) bytes, and would end after \(expected)"
        case .noValue: "a field that cannot be null has no value"
        default: "frame error \(code.rawValue): expected \(expected), found \(found)"
        }
    }
}

extension FrameError {
    // Cold, as above; the sum stops at `Int.max` instead of passing it.
    @inline(never) @usableFromInline
    static func makeTruncated(position: UInt64, needing: UInt64, remaining: UInt64) -> FrameError {
        let (sum, overflows) = position.addingReportingOverflow(needing)
        return FrameError(
            code: .truncated, expected: overflows ? .max : Int(clamping: sum),
            found: Int(clamping: position + remaining))
    }

    /// The error of a cursor, which counts from the block, in a frame whose header comes before the
    /// block.
    @inline(never) @usableFromInline
    static func inFrame(_ error: FrameError?, headerLength: Int) -> FrameError {
        guard let error else {
            assertionFailure("a layout's parts may be nil only if a step of the cursor was")
            return FrameError(code: .truncated, expected: headerLength, found: headerLength)
        }
        guard error.code == .truncated else { return error }
        let (sum, overflows) = error.expected.addingReportingOverflow(headerLength)
        return FrameError(
            code: .truncated, expected: overflows ? .max : sum, found: error.found + headerLength)
    }

    // Cold, as above.
    @inline(never) @usableFromInline
    static func makeNoRoom(capacity: UInt, room: UInt, needing: UInt) -> FrameError {
        let (sum, overflows) = (capacity - room).addingReportingOverflow(needing)
        return FrameError(
            code: .noRoom, expected: overflows ? .max : Int(clamping: sum),
            found: Int(clamping: capacity))
    }
}
