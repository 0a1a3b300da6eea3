/// The address of bytes that a view reads.
///
/// Views hold no span, which the optimiser moves less well. The address is not `Sendable` by
/// itself, while the bytes of a view are: they do not change as long as the view lives, which is
/// what its lifetime says.
@safe @frozen @usableFromInline
struct Address: BitwiseCopyable, @unchecked Sendable {
    @usableFromInline let pointer: UnsafeRawPointer

    @inlinable @inline(__always)
    init(_ pointer: UnsafeRawPointer) { unsafe self.pointer = unsafe pointer }
}

extension RawSpan {
    /// The address of the first byte, for who has checked that there are `size` bytes; some address
    /// if there are none to read.
    @unsafe @inlinable @inline(__always)
    func address(checked size: Int) -> UnsafeRawPointer {
        // SAFETY: nothing is read at this address.
        if size == 0, isEmpty { return unsafe UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped }
        // SAFETY: a span that is not empty has a first byte.
        return unsafe withUnsafeBytes { unsafe $0.baseAddress.unsafelyUnwrapped }
    }
}
