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
        // SAFETY: the span is not empty where the address is taken from it; where nothing is read,
        // any address does.
        unsafe withUnsafeBytes { bytes in
            if size == 0, bytes.isEmpty {
                return unsafe UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped
            }
            return unsafe bytes.baseAddress.unsafelyUnwrapped
        }
    }
}
