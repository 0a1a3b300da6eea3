import PinionCodec

/// A comparison as text for people, and as JSON for programs.
extension SchemaComparison {
    /// The lines of a report: the changes, why the breaking ones break, what readers of each version
    /// read of each message that is not the same to both, and the counts.
    public var reportLines: [String] {
        var lines = changes.map(\.description)
        let broken = SchemaChangeRule.all.filter { rule in
            rule.severity == .breaking && changes.contains { $0.rule == rule }
        }
        for rule in broken {
            lines.append("")
            lines += Self.wrapped("\(rule.code): \(rule.text) \(rule.explanation)")
        }
        for message in messages where !message.isSame {
            lines += ["", "\(message.name) (template \(message.templateId))"]
            lines += message.reportLines.map { "  " + $0 }
        }
        if !lines.isEmpty { lines.append("") }
        lines.append(summary)
        return lines
    }

    /// How many changes there are of each kind, on one line.
    public var summary: String {
        let parts = [
            (count(.breaking), "breaking change", "breaking changes"),
            (count(.compatible), "compatible one", "compatible ones"),
            (count(.note), "note", "notes"),
        ]
        return parts.map { "\($0.0) \($0.0 == 1 ? $0.1 : $0.2)" }.joined(separator: ", ")
    }

    /// Text in lines of at most 80 characters, as far as its words allow.
    private static func wrapped(_ text: String) -> [String] {
        let columns = 80
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty && line.count + 1 + word.count > columns {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? String(word) : " \(word)"
        }
        return line.isEmpty ? lines : lines + [line]
    }

    /// Appends the comparison as one line of JSON, without its line feed.
    ///
    /// An object with `counts` (of each kind of change), `changes` (`code`, `severity`, `path`,
    /// `message`, `rule` and `explanation`) and `messages` (`name`, `templateId`, `presence`, the
    /// `broken` rules, and the parts that were `added`).
    public func appendJSON(to text: inout [UInt8]) {
        var json = JSONText()
        json.beginObject()
        json.name("counts")
        json.beginObject()
        for severity in SchemaChangeRule.Severity.allCases {
            json.name(severity.rawValue)
            json.integer(count(severity))
        }
        json.endObject()
        json.name("changes")
        json.beginArray()
        for change in changes { Self.append(change, to: &json) }
        json.endArray()
        json.name("messages")
        json.beginArray()
        for message in messages { Self.append(message, to: &json) }
        json.endArray()
        json.endObject()
        text += json.bytes
    }

    private static func append(_ change: SchemaChange, to json: inout JSONText) {
        json.beginObject()
        let members = [
            ("code", change.code), ("severity", change.severity.rawValue), ("path", change.path),
            ("message", change.message), ("rule", change.rule.text),
            ("explanation", change.rule.explanation),
        ]
        for (name, value) in members {
            json.name(name)
            json.string(value)
        }
        json.endObject()
    }

    private static func append(_ message: MessageReading, to json: inout JSONText) {
        json.beginObject()
        json.name("name")
        json.string(message.name)
        json.name("templateId")
        json.integer(message.templateId)
        json.name("presence")
        json.string(message.presence.rawValue)
        json.name("broken")
        json.beginArray()
        for code in message.broken { json.string(code) }
        json.endArray()
        json.name("added")
        json.beginArray()
        for part in message.added {
            json.beginObject()
            json.name("kind")
            json.string(part.kind.rawValue)
            json.name("path")
            json.string(part.path)
            json.name("sinceVersion")
            json.integer(part.sinceVersion)
            json.endObject()
        }
        json.endArray()
        json.endObject()
    }
}

extension SchemaChange: CustomStringConvertible {
    /// The kind, the code, the path and what has changed, on one line.
    public var description: String { "\(severity.rawValue) \(code) \(path): \(message)" }
}

extension MessageReading {
    /// Whether readers of both versions read the same of it.
    fileprivate var isSame: Bool { presence == .both && broken.isEmpty && added.isEmpty }

    /// What a reader of each version reads of the messages of the other.
    fileprivate var reportLines: [String] {
        switch presence {
        case .added:
            return ["old reader, new message: does not know the template"]
        case .removed:
            return ["new reader, old message: does not know the template"]
        case .both where !broken.isEmpty:
            let codes = broken.joined(separator: ", ")
            return ["neither reader can rely on what it reads of the other: \(codes)"]
        case .both:
            let parts = added.map { "\($0.kind.rawValue) \($0.path)" }.joined(separator: ", ")
            return [
                "old reader, new message: reads all that it knows; skips \(parts)",
                "new reader, old message: reads all that is there; absent are \(parts)",
            ]
        }
    }
}
