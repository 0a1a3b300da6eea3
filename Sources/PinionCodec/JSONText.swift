/// JSON text as it is written: commas, escapes and numbers. Source: RFC 8259.
///
/// Generated code, which prints a message from its view, and the schema compiler, which prints it from
/// its schema, both write with this, so that the two cannot differ. It puts commas where they belong;
/// that brackets are closed and that each value of an object has a name is up to the caller.
public struct JSONText: Sendable {
    /// The text so far, in UTF-8.
    public private(set) var bytes: [UInt8] = []
    /// Whether something stands before, from which the next value or name is to be parted.
    private var needsComma = false

    /// Empty text.
    public init() {}

    /// Opens an object.
    public mutating func beginObject() { open("{") }
    /// Closes the object that was opened last.
    public mutating func endObject() { close("}") }
    /// Opens an array.
    public mutating func beginArray() { open("[") }
    /// Closes the array that was opened last.
    public mutating func endArray() { close("]") }

    /// The name of the next value of an object.
    public mutating func name(_ name: String) {
        string(name)
        append(":")
        needsComma = false
    }

    /// Writes `null`.
    public mutating func null() { value { $0.append("null") } }

    /// Writes `true` or `false`.
    public mutating func boolean(_ isTrue: Bool) {
        value { $0.append(isTrue ? "true" : "false") }
    }

    /// Writes an integer with all its digits.
    public mutating func integer(_ number: some BinaryInteger) {
        value { $0.append(String(number)) }
    }

    // JSN-8: "A floating-point number SHALL be shown with the fewest digits that read back as the same
    // number of its own width."
    // `description` does that, and its forms, such as 1e-05, are numbers of JSON.
    /// Writes a floating-point number, or a string for what is none: `"NaN"`, `"Infinity"` or
    /// `"-Infinity"`.
    public mutating func floating<Number: BinaryFloatingPoint & CustomStringConvertible>(
        _ number: Number
    ) {
        // JSN-9: "A floating-point value that is not null and is no number SHALL be shown as one of
        // the strings "NaN", "Infinity" and "-Infinity"."
        if number.isNaN { return string("NaN") }
        if number.isInfinite { return string(number < 0 ? "-Infinity" : "Infinity") }
        value { $0.append(number.description) }
    }

    /// Writes a string.
    public mutating func string(_ text: String) {
        value { json in
            json.append("\"")
            for scalar in text.unicodeScalars { json.escape(scalar) }
            json.append("\"")
        }
    }

    /// Writes the bytes of a text as a string; each byte that the encoding cannot read as a character
    /// of its own.
    public mutating func string(_ text: Span<UInt8>, encoding: CharacterEncoding) {
        separate()
        append("\"")
        encoding.decode(text) { escape($0) }
        append("\"")
        needsComma = true
    }

    /// Writes bytes as a string of two lower-case hexadecimal digits each.
    public mutating func hexadecimal(_ data: Span<UInt8>) {
        separate()
        append("\"")
        for index in data.indices { append(hexadecimal: data[index]) }
        append("\"")
        needsComma = true
    }

    private mutating func value(_ write: (inout JSONText) -> Void) {
        separate()
        write(&self)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { append(",") }
    }

    private mutating func open(_ bracket: StaticString) {
        separate()
        append("\(bracket)")
        needsComma = false
    }

    private mutating func close(_ bracket: StaticString) {
        append("\(bracket)")
        needsComma = true
    }

    private mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func append(hexadecimal byte: UInt8) {
        for digit in [byte >> 4, byte & 0xf] {
            bytes.append(digit < 10 ? digit + 0x30 : digit - 10 + 0x61)
        }
    }

    /// Writes a character of a string. Escaped are what RFC 8259 says must be, and what a terminal or a
    /// JavaScript program would act upon: DEL, the C1 controls and the line separators. Characters that
    /// stand in for bytes are escaped so that they can be seen.
    private mutating func escape(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\"": append("\\\"")
        case "\\": append("\\\\")
        case "\n": append("\\n")
        case "\r": append("\\r")
        case "\t": append("\\t")
        case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}", "\u{2028}", "\u{2029}",
            "\u{f780}"..."\u{f7ff}":
            append("\\u")
            append(hexadecimal: UInt8(truncatingIfNeeded: scalar.value >> 8))
            append(hexadecimal: UInt8(truncatingIfNeeded: scalar.value))
        case " "..."~":
            bytes.append(UInt8(truncatingIfNeeded: scalar.value))
        default:
            bytes.append(contentsOf: UTF8.encode(scalar)!)
        }
    }
}
