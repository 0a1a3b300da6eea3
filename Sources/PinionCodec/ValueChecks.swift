/// What is asked of the values of a message, beyond what a plain writer asks.
///
/// A message from someone whose schema is newer may well have values that ours does not name:
/// `.all.subtracting(.names)` lets these pass.
public struct ValueChecks: OptionSet, Hashable, Sendable {
    /// A number that keeps its meaning for ever.
    public let rawValue: UInt8

    /// Makes checks of their number.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Numbers are within the limits of their types, and those that are given do not stand for
    /// null: COD-31.
    public static var limits: Self { Self(rawValue: 1) }
    /// Values of enumerations, and bits of sets, have names in the schema: COD-32.
    public static var names: Self { Self(rawValue: 2) }
    /// Texts are what their encodings can say, and character arrays have no NUL within: COD-33.
    public static var texts: Self { Self(rawValue: 4) }
    /// All of them: what a checked writer asks.
    public static var all: Self { [.limits, .names, .texts] }

    /// Whether an error of a value counts.
    func ask(about error: FrameError) -> Bool {
        switch error.code {
        case .unknownValue: contains(.names)
        case .notInEncoding, .endsEarly: contains(.texts)
        default: contains(.limits)
        }
    }
}
