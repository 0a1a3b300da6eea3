import PinionCodec

/// The report in the Static Analysis Results Interchange Format.
///
/// Source: OASIS SARIF 2.1.0; the numbers of its sections are given where they decide something.
extension DiagnosticReport {
    /// Appends the report as a SARIF log on one line, without its line feed.
    ///
    /// - Parameters:
    ///   - text: What the log is appended to.
    ///   - toolVersion: The version of the command, such as `1.2.0`.
    ///   - folder: The absolute path of the folder that the repository's paths are relative to. Files in it are
    ///     named relative to it, others by an absolute `file` URI.
    public func appendSARIF(to text: inout [UInt8], toolVersion: String, folder: String) {
        // DIA-2: "A report in SARIF SHALL be a log of version 2.1.0 with one run, on one line."
        let rules = usedRules()
        var json = JSONText()
        json.beginObject()
        json.member(
            "$schema",
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
        )
        json.member("version", "2.1.0")
        json.name("runs")
        json.beginArray()
        json.beginObject()
        Self.append(rules: rules, toolVersion: toolVersion, to: &json)
        appendInvocation(folder: folder, to: &json)
        Self.appendBase(to: &json)
        // A column is a Unicode scalar, tabs and all (3.14.27).
        json.member("columnKind", "unicodeCodePoints")
        json.name("results")
        json.beginArray()
        let indices = Dictionary(
            rules.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
        var fingerprints = ResultFingerprints()
        for finding in findings {
            Self.append(
                finding, ruleIndex: indices[finding.code],
                fingerprint: fingerprints.next(for: finding), folder: folder, to: &json)
        }
        json.endArray()
        json.endObject()
        json.endArray()
        json.endObject()
        text += json.bytes
    }

    /// The rules that findings are about, each once, by their codes.
    private func usedRules() -> [RuleReference] {
        Set(findings.map(\.code)).sorted().compactMap { RuleReference(code: $0) }
    }

    // MARK: The tool

    private static func append(
        rules: [RuleReference], toolVersion: String, to json: inout JSONText
    ) {
        json.name("tool")
        json.beginObject()
        json.name("driver")
        json.beginObject()
        json.member("name", "pinion")
        json.member("version", toolVersion)
        json.member("semanticVersion", toolVersion)
        json.name("rules")
        json.beginArray()
        for rule in rules {
            json.beginObject()
            json.member("id", rule.code)
            append(message: rule.text, named: "shortDescription", to: &json)
            append(message: rule.description, named: "fullDescription", to: &json)
            append(
                message: rule.helpText, markdown: rule.helpMarkdown, named: "help", to: &json)
            json.name("defaultConfiguration")
            json.beginObject()
            json.member("level", rule.level.rawValue)
            json.endObject()
            json.endObject()
        }
        json.endArray()
        json.endObject()
        json.endObject()
    }

    /// Appends how the run went: files that cannot be read are nothing that a rule is about (3.20).
    private func appendInvocation(folder: String, to json: inout JSONText) {
        json.name("invocations")
        json.beginArray()
        json.beginObject()
        json.name("executionSuccessful")
        json.boolean(files.allSatisfy { $0.fault == nil })
        json.name("toolExecutionNotifications")
        json.beginArray()
        for file in files {
            guard let fault = file.fault else { continue }
            json.beginObject()
            json.member("level", "error")
            Self.append(message: fault, named: "message", to: &json)
            json.name("locations")
            json.beginArray()
            json.beginObject()
            Self.appendPhysicalLocation(file.path, nil, folder: folder, to: &json)
            json.endObject()
            json.endArray()
            json.endObject()
        }
        json.endArray()
        json.endObject()
        json.endArray()
    }

    /// Appends what relative paths are relative to, without saying where that is: who reads the log knows
    /// (3.14.14).
    private static func appendBase(to json: inout JSONText) {
        json.name("originalUriBaseIds")
        json.beginObject()
        json.name(baseID)
        json.beginObject()
        append(
            message: "The folder in which the command ran.", named: "description", to: &json)
        json.endObject()
        json.endObject()
    }

    private static let baseID = "%SRCROOT%"

    // MARK: Results

    private static func append(
        _ finding: Finding, ruleIndex: Int?, fingerprint: String, folder: String,
        to json: inout JSONText
    ) {
        json.beginObject()
        json.member("ruleId", finding.code)
        if let ruleIndex {
            json.name("ruleIndex")
            json.integer(ruleIndex)
        }
        json.member("level", finding.level.rawValue)
        append(message: finding.message, named: "message", to: &json)
        json.name("locations")
        json.beginArray()
        json.beginObject()
        appendPhysicalLocation(finding.path, finding.span, folder: folder, to: &json)
        if let element = finding.element {
            json.name("logicalLocations")
            json.beginArray()
            json.beginObject()
            json.member("fullyQualifiedName", element)
            json.endObject()
            json.endArray()
        }
        json.endObject()
        json.endArray()
        json.name("partialFingerprints")
        json.beginObject()
        json.member(ResultFingerprints.name, fingerprint)
        json.endObject()
        if !finding.notes.isEmpty {
            json.name("relatedLocations")
            json.beginArray()
            for (index, note) in finding.notes.enumerated() {
                json.beginObject()
                json.name("id")
                json.integer(index)
                append(message: note.message, named: "message", to: &json)
                if let span = note.span {
                    appendPhysicalLocation(span.source.path, span, folder: folder, to: &json)
                }
                json.endObject()
            }
            json.endArray()
        }
        json.endObject()
    }

    /// Appends a message: plain text, and the same in Markdown if there is any.
    private static func append(
        message: String, markdown: String? = nil, named name: String, to json: inout JSONText
    ) {
        json.name(name)
        json.beginObject()
        // A brace would begin a placeholder (3.11.5).
        json.member(
            "text", message.replacing("{", with: "{{").replacing("}", with: "}}"))
        // Here it is left as it is: no reader of Markdown looks for placeholders, and all show both braces.
        if let markdown { json.member("markdown", markdown) }
        json.endObject()
    }

    private static func appendPhysicalLocation(
        _ path: String, _ span: SourceSpan?, folder: String, to json: inout JSONText
    ) {
        json.name("physicalLocation")
        json.beginObject()
        json.name("artifactLocation")
        json.beginObject()
        let (uri, isRelative) = location(of: path, in: folder)
        json.member("uri", uri)
        if isRelative { json.member("uriBaseId", baseID) }
        json.endObject()
        if let span {
            let (start, end) = (span.position, span.source.position(at: span.range.upperBound))
            json.name("region")
            json.beginObject()
            for (name, number) in [
                ("startLine", start.line), ("startColumn", start.column), ("endLine", end.line),
                ("endColumn", end.column),
            ] {
                json.name(name)
                json.integer(number)
            }
            json.endObject()
        }
        json.endObject()
    }

    // MARK: Locations

    /// A path as a URI reference, and whether it is relative to the folder. Source: RFC 3986, RFC 8089.
    static func location(of path: String, in folder: String) -> (uri: String, isRelative: Bool) {
        let base = folder.hasSuffix("/") ? folder : folder + "/"
        let whole = normalised(path.hasPrefix("/") ? path : base + path)
        let folder = normalised(base)
        if whole.hasPrefix(folder) {
            return (escaped(String(whole.dropFirst(folder.count))), true)
        }
        return ("file://" + escaped(whole), false)
    }

    /// An absolute path with `.` and `..` worked in; one that ends in a slash keeps it.
    private static func normalised(_ path: String) -> String {
        var components: [Substring] = []
        for component in path.split(separator: "/") where component != "." {
            if component == ".." {
                _ = components.popLast()
            } else {
                components.append(component)
            }
        }
        let joined = "/" + components.joined(separator: "/")
        return path.hasSuffix("/") && joined != "/" ? joined + "/" : joined
    }

    /// A path with everything escaped that a URI does not hold as it is.
    private static func escaped(_ path: String) -> String {
        let digits = Array("0123456789ABCDEF".unicodeScalars)
        var uri = String.UnicodeScalarView()
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
                uri.append(Unicode.Scalar(byte))
            default:
                uri.append(contentsOf: ["%", digits[Int(byte >> 4)], digits[Int(byte & 0xf)]])
            }
        }
        return String(uri)
    }
}
