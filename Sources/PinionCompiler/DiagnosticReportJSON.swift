import PinionCodec

extension DiagnosticReport {
    /// Appends the report as one line of JSON, without its line feed.
    public func appendJSON(to text: inout [UInt8]) {
        // DIA-1: "A report in JSON SHALL be one object on one line, with the members of the table."
        var json = JSONText()
        json.beginObject()
        json.name("files")
        json.beginArray()
        for file in files { Self.append(file, to: &json) }
        json.endArray()
        json.name("diagnostics")
        json.beginArray()
        for finding in findings { Self.append(finding, to: &json) }
        json.endArray()
        json.name("counts")
        json.beginObject()
        for level in [Finding.Level.error, .warning, .note] {
            json.name(level.rawValue)
            json.integer(count(level))
        }
        json.name("notShown")
        json.integer(droppedCount)
        json.endObject()
        json.endObject()
        text += json.bytes
    }

    private static func append(_ file: File, to json: inout JSONText) {
        json.beginObject()
        json.member("file", file.path)
        json.name("usable")
        json.boolean(file.schema != nil)
        if let fault = file.fault { json.member("fault", fault) }
        if let schema = file.schema {
            json.name("schemaId")
            json.integer(schema.id)
            json.name("version")
            json.integer(schema.version)
            json.name("messages")
            json.integer(schema.messages.count)
        }
        json.endObject()
    }

    private static func append(_ finding: Finding, to json: inout JSONText) {
        json.beginObject()
        json.member("file", finding.path)
        if let span = finding.span { append(span, to: &json) }
        if let element = finding.element { json.member("element", element) }
        json.member("code", finding.code)
        json.member("severity", finding.level.rawValue)
        json.member("message", finding.message)
        json.name("notes")
        json.beginArray()
        for note in finding.notes {
            json.beginObject()
            if let span = note.span {
                json.member("file", span.source.path)
                append(span, to: &json)
            }
            json.member("message", note.message)
            json.endObject()
        }
        json.endArray()
        if let rule = RuleReference(code: finding.code) { json.member("rule", rule.text) }
        json.member("help", "pinion help \(finding.code)")
        json.endObject()
    }

    /// Appends where a stretch starts and, behind its last character, where it ends.
    private static func append(_ span: SourceSpan, to json: inout JSONText) {
        let (start, end) = (span.position, span.source.position(at: span.range.upperBound))
        json.name("line")
        json.integer(start.line)
        json.name("column")
        json.integer(start.column)
        json.name("end")
        json.beginObject()
        json.name("line")
        json.integer(end.line)
        json.name("column")
        json.integer(end.column)
        json.endObject()
    }
}

extension JSONText {
    /// Writes a member of an object that is a string.
    mutating func member(_ name: String, _ value: String) {
        self.name(name)
        string(value)
    }
}
