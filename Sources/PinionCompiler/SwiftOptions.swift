/// What a caller chooses about generated Swift.
public struct SwiftOptions: Hashable, Sendable {
    /// Who may use the generated declarations.
    public enum Access: String, CaseIterable, Hashable, Sendable {
        /// The module only.
        case `internal`
        /// The modules of the package.
        case `package`
        /// Everyone; the declarations are `@inlinable` and `@frozen`, because SwiftPM optimises no
        /// further across modules.
        case `public`
    }

    /// The name of the schema's file, without directories: `market.xml`. It names the generated file and
    /// stands in its first line.
    public var sourceName: String
    /// Who may use the generated declarations.
    public var access: Access
    /// The name of the enum that holds every generated type; `nil` takes the last part of the schema's
    /// package (`example.market` gives `Market`), or of the file's name if the schema has none.
    public var namespace: String?
    /// Whether messages can print themselves as JSON.
    public var includesJSON: Bool
    /// Whether there is a plain value for each message, entry and composite.
    public var includesValues: Bool
    /// Whether messages can have all their values checked.
    public var includesChecks: Bool

    /// Makes options; all but the file's name have a default.
    public init(
        sourceName: String, access: Access = .internal, namespace: String? = nil,
        includesJSON: Bool = false, includesValues: Bool = false, includesChecks: Bool = false
    ) {
        self.sourceName = sourceName
        self.access = access
        self.namespace = namespace
        self.includesJSON = includesJSON
        self.includesValues = includesValues
        self.includesChecks = includesChecks
    }
}
