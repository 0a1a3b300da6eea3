/// A copy of a message, for who needs it longer than the buffer that it came in.
///
/// It is a value that can be stored and sent, and its view needs no check.
@frozen public struct OwnedFrame<Layout: MessageLayout>: Sendable {
    @usableFromInline let storage: [UInt8]
    @usableFromInline let parts: Layout.Parts
    @usableFromInline let version: UInt32

    /// Copies the message that `view` shows. Allocates.
    @inlinable
    public init(copying view: FrameView<Layout>) {
        // SAFETY: the bytes are there as long as the view is.
        storage = unsafe view.bytes.withUnsafeBytes { unsafe Array($0) }
        parts = view.parts
        version = view.version
    }

    /// The view of the copy.
    @inlinable public var view: FrameView<Layout> {
        @_lifetime(borrow self) @inline(__always) get {
            // SAFETY: the bytes are those of a checked view, and constant; the view borrows this
            // value, which owns them.
            let start = unsafe RawSpan(_elements: storage.span)
                .address(checked: Layout.Header.blockLength)
            let view = unsafe FrameView<Layout>(
                block: start + Layout.Header.blockLength, parts: parts,
                extent: UInt32(truncatingIfNeeded: storage.count - Layout.Header.blockLength),
                version: version)
            return unsafe _overrideLifetime(view, borrowing: self)
        }
    }
}
