/// How declarations look at one access level.
///
/// Public code is `@inlinable` and `@frozen`: SwiftPM optimises no further across modules, and a field that is
/// not inlined is a call instead of a load. The other levels need neither.
struct SwiftStyle {
    let access: SwiftOptions.Access

    /// The import of what the declarations show.
    var imports: [String] {
        switch access {
        case .internal: ["import PinionCodec"]
        case .public: ["public import PinionCodec"]
        case .package:
            // Where imports are public by default, a level below that would be at odds with the plain imports
            // of the module's other files.
            [
                "#if hasFeature(InternalImportsByDefault)", "package import PinionCodec", "#else",
                "import PinionCodec", "#endif",
            ]
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

    /// A function that is inlined where the optimiser finds it worth it.
    func inlinableFunction(_ text: String) -> String { inlinable(text) }

    private func inlinable(_ text: String) -> String {
        access == .public ? "@inlinable public \(text)" : declaration(text)
    }
}
