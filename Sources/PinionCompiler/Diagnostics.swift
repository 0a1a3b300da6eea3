/// The diagnostics of one compilation, in the order in which they were found.
public struct Diagnostics: Sendable {
    /// How many errors, and how many warnings, are kept; more are only counted.
    ///
    /// A file of a megabyte of nonsense has as many errors, and nobody reads the second hundred.
    public static let keptMax = 100

    /// What was kept.
    public private(set) var kept: [Diagnostic] = []
    /// How many errors were found, kept or not.
    public private(set) var errorCount = 0
    /// How many warnings were found, kept or not.
    public private(set) var warningCount = 0

    /// Which warnings are given.
    private(set) var policy: WarningPolicy

    /// No diagnostics yet.
    public init() { self.init(policy: WarningPolicy()) }

    init(policy: WarningPolicy) { self.policy = policy }

    /// Whether the schema cannot be used.
    public var hasErrors: Bool { errorCount > 0 }

    /// How many were found but not kept.
    public var droppedCount: Int { errorCount + warningCount - kept.count }

    /// Adds a diagnostic, or counts it if as many of its severity are kept already.
    public mutating func append(_ diagnostic: Diagnostic) {
        let countOfSeverity: Int
        switch diagnostic.severity {
        case .error:
            errorCount += 1
            countOfSeverity = errorCount
        case .warning:
            warningCount += 1
            countOfSeverity = warningCount
        }
        if countOfSeverity <= Self.keptMax { kept.append(diagnostic) }
    }

    /// Gives no warning of these codes from here on.
    mutating func allow(_ codes: Set<String>) { policy.allowed.formUnion(codes) }

    /// The same diagnostics, with warnings as errors if the policy says so.
    func settled() -> Diagnostics {
        guard policy.areErrors else { return self }
        var result = self
        result.errorCount += warningCount
        result.warningCount = 0
        result.kept = kept.map { diagnostic in
            Diagnostic(
                severity: .error, code: diagnostic.code, message: diagnostic.message,
                span: diagnostic.span, notes: diagnostic.notes)
        }
        return result
    }

    /// The same diagnostics in the order of their places: first those of the file that was found
    /// wrong first.
    func sorted() -> Diagnostics {
        var files: [String: Int] = [:]
        for diagnostic in kept where files[diagnostic.path] == nil {
            files[diagnostic.path] = files.count
        }
        let order = kept.enumerated().map { index, diagnostic in
            (files[diagnostic.path] ?? 0, diagnostic.span.range.lowerBound, index)
        }
        var result = self
        result.kept = order.sorted(by: <).map { kept[$0.2] }
        return result
    }
}
