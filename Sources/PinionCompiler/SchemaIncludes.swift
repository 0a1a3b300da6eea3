/// Puts the files that `xi:include` names in the place of the elements that name them.
///
/// Source: XML Inclusions (XInclude) 1.0, as far as schemas use it: whole files, by relative path,
/// and `xi:fallback`.
struct SchemaIncludes {
    /// Files that one schema may take in, and how deep they may take in others.
    static let filesMax = 64
    static let depthMax = 16

    private var diagnostics: Diagnostics
    private let load: (String) -> [UInt8]?
    /// The paths of the files that are being read, the outermost first.
    private var path: [String] = []
    private var budget: IncludeBudget

    /// A copy of the tree with its includes in place; `nil` if there was an error. What they take in is taken
    /// off the budget.
    static func resolve(
        _ root: Element, budget: inout IncludeBudget, into diagnostics: inout Diagnostics,
        load: (String) -> [UInt8]?
    ) -> Element? {
        // Most schemas include nothing.
        guard root.holdsInclude else { return root }
        return withoutActuallyEscaping(load) { load in
            let errorsBefore = diagnostics.errorCount
            var includes = SchemaIncludes(diagnostics: diagnostics, budget: budget, load: load)
            includes.path = [root.span.source.path]
            var whole = root
            includes.replace(in: &whole, level: 0)
            diagnostics = includes.diagnostics
            budget = includes.budget
            return diagnostics.errorCount == errorsBefore ? whole : nil
        }
    }

    private init(
        diagnostics: Diagnostics, budget: IncludeBudget, load: @escaping (String) -> [UInt8]?
    ) {
        self.diagnostics = diagnostics
        self.budget = budget
        self.load = load
    }

    /// Replaces the includes below an element. `level` is how deep the element is in the whole.
    private mutating func replace(in element: inout Element, level: Int) {
        guard element.holdsInclude else { return }
        guard level < SchemaReader.depthMax else {
            diagnostics.report(
                .bounds, at: element.span,
                "the included elements are nested deeper than \(SchemaReader.depthMax) levels")
            return
        }
        var children: [Element] = []
        for var child in element.children {
            if child.isInclude {
                children += included(by: child, level: level + 1)
            } else {
                replace(in: &child, level: level + 1)
                children.append(child)
            }
        }
        element.children = children
    }

    /// What takes the place of an include.
    private mutating func included(by include: Element, level: Int) -> [Element] {
        // SCH-007: "An `xi:include` SHALL name, by a relative path, a file that can be read and that
        // does not include itself."
        guard let href = include.attribute("href"), !href.value.isEmpty else {
            return refuse(include.span, "the include has no `href`; name the file in it")
        }
        if let parse = include.attribute("parse"), parse.value != "xml" {
            return refuse(parse.valueSpan, "only parse=\"xml\" can be included")
        }
        if let pointer = include.attribute("xpointer") {
            return refuse(pointer.span, "a part of a file cannot be included; name a whole file")
        }
        guard Self.isRelative(href.value) else {
            return refuse(href.valueSpan, "the path of an include must be relative")
        }
        let target = Self.join(include.span.source.path, href.value)
        guard !path.contains(target) else {
            return refuse(href.valueSpan, "the file \(quoted(target)) includes itself")
        }
        guard budget.takeFile(), path.count <= Self.depthMax else {
            return refuse(
                href.valueSpan,
                "there are more than \(Self.filesMax) includes, or \(Self.depthMax) in each other",
                rule: .bounds)
        }
        guard let bytes = load(target) else {
            if let fallback = include.children.first(where: { $0.name == "fallback" }) {
                var content = fallback
                replace(in: &content, level: level)
                return content.children
            }
            return refuse(href.valueSpan, "the file \(quoted(target)) cannot be read")
        }
        guard budget.takeBytes(bytes.count) else {
            return refuse(
                href.valueSpan,
                "the schema and what it includes are longer than \(SchemaReader.bytesMax >> 20) MiB",
                rule: .bounds)
        }
        let source = SourceText(path: target, bytes: bytes)
        guard var root = SchemaReader.read(source, into: &diagnostics) else { return [] }
        path.append(target)
        replace(in: &root, level: level)
        path.removeLast()
        return [root]
    }

    private mutating func refuse(
        _ span: SourceSpan, _ message: String, rule: SchemaRule = .include
    ) -> [Element] {
        diagnostics.report(rule, at: span, message)
        return []
    }

    /// Whether a reference is a path below, beside or above the file that has it.
    static func isRelative(_ href: String) -> Bool {
        guard !href.hasPrefix("/"), !href.hasPrefix("\\") else { return false }
        // A scheme such as `http:`, or a drive.
        let firstComponent = href.prefix { $0 != "/" }
        return !firstComponent.contains(":")
    }

    /// The path of a file that is named from another one, with `.` and `..` worked in.
    static func join(_ base: String, _ href: String) -> String {
        var components = base.split(separator: "/", omittingEmptySubsequences: false)
        components.removeLast()
        for component in href.split(separator: "/") where component != "." {
            if component == "..", let last = components.last, last != "..", last != "" {
                if last == "." {
                    components[components.count - 1] = ".."
                } else {
                    components.removeLast()
                }
            } else {
                components.append(component)
            }
        }
        return components.joined(separator: "/")
    }
}

extension Element {
    /// Whether the element is an `xi:include`.
    fileprivate var isInclude: Bool { name == "include" && !prefix.isEmpty }

    /// Whether there is an include below the element. The depth is bounded by the reader.
    fileprivate var holdsInclude: Bool {
        children.contains { $0.isInclude || $0.holdsInclude }
    }
}
