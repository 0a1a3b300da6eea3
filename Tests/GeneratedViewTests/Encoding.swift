/// The bytes of what `write` writes, in a buffer that was full of something else before: no byte of that may
/// show, wherever nothing was written.
func encoded(_ write: (inout [UInt8]) throws -> Int) rethrows -> [UInt8] {
    var storage = [UInt8](repeating: 0xee, count: 2048)
    let byteCount = try write(&storage)
    return Array(storage[..<byteCount])
}

/// Bytes as a page of hexadecimal, two digits a byte, a space between.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { byte in
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0\(digits)" : digits
    }.joined(separator: " ")
}
