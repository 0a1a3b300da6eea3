import PinionCompiler

/// A schema that breaks a rule. The marks `«` and `»` are around what the diagnostic is about, and
/// are taken out before the schema is compiled.
struct RuleStory: Sendable, CustomStringConvertible {
    var name: String
    /// The codes of the diagnostics, one for each pair of marks, in the order of the marks.
    var codes: [String]
    /// The schema, marks and all.
    var text: String

    var description: String { codes.joined(separator: ", ") + ": " + name }

    static func types(_ name: String, _ codes: String..., types: String) -> RuleStory {
        RuleStory(name: name, codes: codes, text: SchemaText.schema(types: types))
    }

    static func members(
        _ name: String, _ codes: String..., types: String = "", members: String
    ) -> RuleStory {
        RuleStory(
            name: name, codes: codes, text: SchemaText.schema(types: types, members: members))
    }

    static func messages(
        _ name: String, _ codes: String..., types: String = "", messages: String
    ) -> RuleStory {
        RuleStory(
            name: name, codes: codes, text: SchemaText.schema(types: types, messages: messages))
    }

    static func whole(_ name: String, _ codes: String..., text: String) -> RuleStory {
        RuleStory(name: name, codes: codes, text: text)
    }

    /// The schema without the marks, and where they were: for each pair, its line, its column and
    /// what is between.
    func unmarked() -> (text: String, places: [String]) {
        var text = ""
        var places: [String] = []
        var line = 1
        var column = 1
        // Several marks at one place stand for several diagnostics there.
        var open: [(place: String, marked: String)] = []
        for character in self.text.unicodeScalars {
            switch character {
            case "«":
                open.append(("\(line):\(column)", ""))
            case "»":
                guard let last = open.popLast() else { continue }
                places.append("\(last.place) `\(last.marked)`")
            default:
                text.unicodeScalars.append(character)
                for index in open.indices { open[index].marked.unicodeScalars.append(character) }
                column += 1
                if character == "\n" { (line, column) = (line + 1, 1) }
            }
        }
        return (text, places)
    }
}
