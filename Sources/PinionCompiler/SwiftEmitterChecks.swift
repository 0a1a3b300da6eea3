extension SwiftEmitter {
    /// Writes how the values of a block are checked: a line for each member, in the order of the schema.
    func emitChecks(of members: [SwiftMember], path: String, to writer: inout SourceWriter) {
        var part = 0
        let calls = members.compactMap { member -> String? in
            let name = SwiftNames.declared(member.name)
            switch member.kind {
            case .constant: return nil
            case .value: return "value(fields.\(name))"
            case .array(_, _, _, let null):
                return "array(fields.\(name)\(null.map { ", null: \($0)" } ?? ""))"
            case .text: return "text(fields.\(name))"
            case .composite: return "composite(fields.\(name))"
            case .group:
                part += 1
                return "group(\(part - 1), values.view.\(name))"
            case .data(let layout, let encoding):
                part += 1
                let since = member.since > 0 ? ", since: \(Self.version(member.since))" : ""
                return """
                    data(\(part - 1), values.view.\(name), \(layout).self, \
                    isText: \(encoding != nil)\(since))
                    """
            }
        }
        writer.line()
        writer.block("extension \(path): PinionCodec.CheckedLayout") { writer in
            let signature = """
                static func check(_ values: PinionCodec.FrameChecker<\(path)>) \
                throws(PinionCodec.ValueError)
                """
            writer.block(style.inlinableFunction(signature)) { writer in
                for call in calls { writer.line("try values.\(call)") }
            }
        }
    }
}
