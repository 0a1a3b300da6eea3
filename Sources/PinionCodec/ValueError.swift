/// Which value of a message its schema does not allow, or cannot be written, and why.
///
/// ```
/// levels[3].price.mantissa: 101 is beyond 100, the limit of its type
/// ```
public struct ValueError: Error, Hashable, Sendable {
    /// Where the value is: the names of the schema, and the numbers of entries and elements, which
    /// start with 0. Empty for what is wrong with the message as a whole.
    public let path: String
    /// What is wrong with it.
    public let cause: FrameError

    /// What kind of thing is wrong.
    public var code: FrameError.Code { cause.code }

    /// Makes an error.
    public init(path: String, cause: FrameError) {
        self.path = path
        self.cause = cause
    }

    // Cold, as the errors of frames are: a path is only put together for an error.
    /// The same error, seen from the block that has its own at `name`.
    @inline(never)
    func within(_ name: String) -> ValueError {
        let joint = path.isEmpty || path.first == "[" ? "" : "."
        return ValueError(path: name + joint + path, cause: cause)
    }

    /// The same error, seen from the list that has its own at `index`.
    @inline(never)
    func within(index: Int) -> ValueError { within("[\(index)]") }
}

extension ValueError: CustomStringConvertible {
    /// The error as a sentence, behind the path.
    public var description: String { path.isEmpty ? "\(cause)" : "\(path): \(cause)" }
}
