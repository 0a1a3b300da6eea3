#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Leaving the process with a status.
enum Exit {
    static func leave(_ status: Int32) -> Never {
        exit(status)
    }
}
