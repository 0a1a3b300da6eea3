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
