/// The name of a field, group or data in its schema, as an error says it.
///
/// It is a pointer to text that lives as long as the program, so that an error with one allocates
/// nothing.
@safe public struct FieldName: Hashable, Sendable {
    /// The first byte of the name, which a line feed or a NUL ends.
    // SAFETY: the text is a literal's: constant, and there as long as the program.
    private nonisolated(unsafe) let start: UnsafePointer<UInt8>

    /// The name that `name` is, as far as its first line feed; `nil` for a literal of no bytes.
    public init?(_ name: StaticString) {
        guard name.hasPointerRepresentation, name.utf8CodeUnitCount > 0 else { return nil }
        unsafe self.init(start: name.utf8Start)
    }

    private init(start: UnsafePointer<UInt8>) { unsafe self.start = unsafe start }

    /// The name that stands behind a key and a space in one of the lines of `names`.
    init?(key: [UInt8], in names: StaticString) {
        guard names.hasPointerRepresentation else { return nil }
        let key = key + [UInt8(ascii: " ")]
        // SAFETY: all of these bytes are the literal's.
        let text = unsafe UnsafeBufferPointer(
            start: names.utf8Start, count: names.utf8CodeUnitCount)
        var line = 0
        while line < text.count {
            if unsafe text[line...].starts(with: key), let first = text.baseAddress {
                unsafe self.init(start: first + line + key.count)
                return
            }
            while line < text.count, unsafe text[line] != UInt8(ascii: "\n") { line += 1 }
            line += 1
        }
        return nil
    }

    private var bytes: UnsafeBufferPointer<UInt8> {
        var count = 0
        // SAFETY: a literal ends in a NUL, if no line feed comes before.
        while unsafe start[count] != 0, unsafe start[count] != UInt8(ascii: "\n") { count += 1 }
        return unsafe UnsafeBufferPointer(start: start, count: count)
    }

    /// Whether both are the same text, wherever it stands.
    public static func == (left: Self, right: Self) -> Bool {
        // SAFETY: the bytes are literals'.
        unsafe left.bytes.elementsEqual(right.bytes)
    }

    /// Feeds the text to `hasher`.
    public func hash(into hasher: inout Hasher) {
        // SAFETY: the bytes are a literal's.
        unsafe hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
    }
}

extension FieldName: CustomStringConvertible {
    /// The name.
    public var description: String {
        // SAFETY: the bytes are a literal's.
        unsafe String(decoding: bytes, as: UTF8.self)
    }
}

// Cold: a name is looked for only when there is something to be said about its field.
extension FrameLayout {
    /// The name of the field at `offset`.
    static func fieldName(at offset: Int32) -> FieldName? {
        FieldName(key: Array(String(offset).utf8), in: memberNames)
    }

    /// The name of the group or data that is part `index`.
    static func partName(_ index: Int) -> FieldName? {
        FieldName(key: Array("/\(index)".utf8), in: memberNames)
    }

    /// `error`, as one of the field at `offset`.
    @inline(never) @usableFromInline
    static func naming(_ error: FrameError, fieldAt offset: Int32) -> FrameError {
        error.of(fieldName(at: offset))
    }

    /// `error`, as one of the group or data that is part `index`.
    @inline(never) @usableFromInline
    static func naming(_ error: FrameError, part index: Int) -> FrameError {
        error.of(partName(index))
    }

    /// An error of the group or data that is part `index`.
    @inline(never) @usableFromInline
    static func fault(
        _ code: FrameError.Code, expected: UInt64, found: UInt64, part index: Int
    ) -> FrameError {
        FrameError.make(code, expected: expected, found: found).of(partName(index))
    }
}
