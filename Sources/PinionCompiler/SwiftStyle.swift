/// How declarations look at one access level.
///
/// Public code is `@inlinable` and `@frozen`: SwiftPM optimises no further across modules, and a field that is
/// not inlined is a call instead of a load. The other levels need neither.
struct SwiftStyle {
    let access: SwiftOptions.Access

    /// What precedes `import PinionCodec`: the generated declarations show its types.
    var importModifier: String {
        switch access {
        case .internal: ""
        case .package: "package "
        case .public: "public "
        }
    }

    /// A type, or anything without code.
    func declaration(_ text: String) -> String {
        switch access {
        case .internal: text
        case .package: "package \(text)"
        case .public: "public \(text)"
        }
    }

    /// A struct whose stored properties are for ever.
    func frozenStruct(_ text: String) -> String {
        access == .public ? "@frozen public struct \(text)" : declaration("struct \(text)")
    }

    /// A computed property, on one line.
    func property(_ name: String, _ type: String, _ value: String) -> String {
        inlinable("var \(name): \(type) { @inline(__always) get { \(value) } }")
    }

    /// A static computed property, on one line.
    func constant(_ name: String, _ type: String, _ value: String) -> String {
        inlinable("static var \(name): \(type) { @inline(__always) get { \(value) } }")
    }

    /// A function or an initialiser that is always inlined.
    func function(_ text: String) -> String {
        let attribute = "@inline(__always) "
        return access == .public
            ? "@inlinable \(attribute)public \(text)" : attribute + declaration(text)
    }

    private func inlinable(_ text: String) -> String {
        access == .public ? "@inlinable public \(text)" : declaration(text)
    }
}
