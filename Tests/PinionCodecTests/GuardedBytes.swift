import Glibc
import PinionCodec

/// Bytes that end where the next page may not be touched: a read behind them ends the test with a
/// signal.
@safe final class GuardedBytes {
    private let pages: UnsafeMutableRawPointer
    private let pageSize: Int

    init() {
        pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))
        // SAFETY: a new mapping of two pages, of which the second is closed.
        let mapping = unsafe mmap(
            nil, 2 * pageSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let mapping = unsafe mapping, unsafe mapping != MAP_FAILED,
            unsafe mprotect(mapping + pageSize, pageSize, PROT_NONE) == 0
        else { fatalError("no memory for a guard page") }
        unsafe pages = mapping
    }

    deinit {
        // SAFETY: the mapping of `init`, which nothing refers to any more.
        unsafe munmap(pages, 2 * pageSize)
    }

    /// Gives `body` a copy of `bytes` whose last byte is the last of the open page.
    func with<Result>(_ bytes: [UInt8], _ body: (RawSpan) -> Result) -> Result {
        precondition(bytes.count <= pageSize, "more than a page")
        // SAFETY: the copy fits the open page, and the span lives as long as the call.
        let start = unsafe pages + (pageSize - bytes.count)
        unsafe bytes.withUnsafeBytes { source in
            unsafe UnsafeMutableRawBufferPointer(start: start, count: bytes.count)
                .copyMemory(from: source)
        }
        return unsafe body(UnsafeRawBufferPointer(start: start, count: bytes.count).bytes)
    }

    /// Gives `body` room of `count` bytes, the last of which is the last of the open page.
    func withRoom<Result>(_ count: Int, _ body: (inout MutableSpan<UInt8>) -> Result) -> Result {
        precondition(count <= pageSize, "more than a page")
        // SAFETY: the room lies in the open page, and the span lives as long as the call.
        let start = unsafe (pages + (pageSize - count)).assumingMemoryBound(to: UInt8.self)
        var room = unsafe UnsafeMutableBufferPointer(start: start, count: count).mutableSpan
        return body(&room)
    }
}
