/// A file that the compiler made: a name without directories, and its text.
public struct GeneratedFile: Hashable, Sendable {
    /// The name to write the file under, such as `MarketFrames.swift`.
    public var name: String
    /// The whole text, with a line feed at its end.
    public var text: String

    /// Makes a file of a name and a text.
    public init(name: String, text: String) {
        self.name = name
        self.text = text
    }
}
