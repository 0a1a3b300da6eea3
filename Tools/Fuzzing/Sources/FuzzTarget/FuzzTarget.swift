/// Something that is given one input after the other. It must not trap, whatever the input is.
public protocol FuzzTarget {
    /// Runs one input.
    ///
    /// The bytes lie in memory of exactly that size, so that AddressSanitizer sees a byte too many.
    static func test(_ input: Span<UInt8>)
}

extension FuzzTarget {
    /// Runs an input of libFuzzer's: the bytes from `start` on, which stay as they are until it returns.
    @unsafe public static func run(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
        // SAFETY: the caller promises that the bytes are there.
        let bytes = unsafe UnsafeBufferPointer(start: start, count: count)
        unsafe test(bytes.span)
        return 0
    }
}

/// Ends the process if something is untrue that holds for every input: libFuzzer keeps the input.
public func check(
    _ condition: Bool, _ message: @autoclosure () -> String, file: StaticString = #fileID,
    line: UInt = #line
) {
    guard !condition else { return }
    fatalError(message(), file: file, line: line)
}

extension Span where Element == UInt8 {
    /// A copy of the bytes.
    public var array: [UInt8] { indices.map { self[$0] } }
}
