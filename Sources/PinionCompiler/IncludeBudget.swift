/// What one schema may still take in, by `xi:include` and by `import` together.
///
/// A file that is imported may include others, and both count: otherwise a few small files could ask for
/// thousands of large ones.
struct IncludeBudget {
    private var filesLeft = SchemaIncludes.filesMax
    /// All files together are as long as one may be.
    private var bytesLeft = SchemaReader.bytesMax

    /// What a schema of some bytes may take in.
    init(schemaByteCount: Int) {
        bytesLeft -= schemaByteCount
    }

    /// Takes a file into account that is about to be read; `false` if it is one too many.
    mutating func takeFile() -> Bool {
        filesLeft -= 1
        return filesLeft >= 0
    }

    /// Takes the bytes of a file into account; `false` if they are too many.
    mutating func takeBytes(_ count: Int) -> Bool {
        guard count <= bytesLeft else { return false }
        bytesLeft -= count
        return true
    }
}
