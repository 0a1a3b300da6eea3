extension SwiftEmitter {
    /// Writes the value of a block: a struct with a property for each member.
    func emitValue(
        of members: [SwiftMember], path: String, message: Message?, to writer: inout SourceWriter
    ) {
        let members = members.map { ($0, SwiftNames.declared($0.name)) }
        writer.line()
        writer.block("extension \(path)") { writer in
            writer.documentation("What `\(path)` holds, as a value that owns its memory.")
            let conformance = message == nil ? "OwnedValue" : "MessageValue"
            let header = style.declaration("struct Value: PinionCodec.\(conformance)")
            writer.block(header) { writer in
                writer.line(style.declaration("typealias Layout = \(path)"))
                if let message {
                    emitMessageName(message, to: &writer)
                }
                for (member, name) in members {
                    guard let type = member.type, let zero = member.zero else { continue }
                    writer.documentation(documentation(member.notes))
                    writer.line(style.declaration("var \(name): \(type) = \(zero)"))
                }
                emitInitializers(members, to: &writer)
                emitExchange(members, path: path, to: &writer)
                if members.contains(where: { $0.0.isFloating }) {
                    emitEquality(members, to: &writer)
                }
            }
        }
    }

    private func emitInitializers(
        _ members: [(SwiftMember, name: String)], to writer: inout SourceWriter
    ) {
        let parameters = members.compactMap { member, name -> String? in
            guard let type = member.type, let zero = member.zero else { return nil }
            return "\(name): \(type)" + (member.hasDefault ? " = \(zero)" : "")
        }
        writer.line(style.declaration("init(zeros: ()) {}"))
        let header = style.declaration("init(\(parameters.joined(separator: ", ")))")
        writer.block(header) { writer in
            for (member, name) in members where member.type != nil {
                // In backticks, since a name such as `await` would be an operator.
                writer.line("self.\(name) = `\(member.name)`")
            }
        }
    }

    private func emitExchange(
        _ members: [(SwiftMember, name: String)], path: String, to writer: inout SourceWriter
    ) {
        let signature = """
            mutating func exchange<Exchange: PinionCodec.FieldExchange & ~Copyable & ~Escapable>(\
            with other: inout Exchange) throws(Exchange.Failure) where Exchange.Layout == \(path)
            """
        writer.block(style.declaration(signature)) { writer in
            for (member, name) in members {
                writer.line("try other.\(Self.call(of: member, name: name, path: path))")
            }
        }
    }

    private static func call(of member: SwiftMember, name: String, path: String) -> String {
        let start = SwiftLiterals.text(member.schemaName)
        let field = "&self.\(name), \(path).fields.\(name)"
        switch member.kind {
        case .constant(let value): return "constant(\(start), \(value))"
        case .value(let value):
            // Not the descriptor: each costs the optimiser more than all else of the line.
            let place = "&self.\(name), at: \(member.offset)"
            let since = member.since > 0 ? ", since: \(version(member.since))" : ""
            let null = value.null.map { ", null: \($0)" } ?? ""
            let encoding = value.encoding.map { ", encoding: \($0)" } ?? ""
            return "value(\(start), \(place)\(null)\(since)\(value.limits)\(encoding))"
        case .array(_, _, _, let null): return "array(\(start), \(field), null: \(null ?? "nil"))"
        case .text(let encoding, _): return "text(\(start), \(field), \(encoding))"
        case .composite: return "composite(\(start), \(field))"
        case .group: return "group(\(start), &self.\(name), \\\(path).Parts.\(name))"
        case .data(let layout, let encoding):
            let part = "&self.\(name), \\\(path).Parts.\(name), \(layout).self"
            return encoding.map { "text(\(start), \(part), \($0))" } ?? "bytes(\(start), \(part))"
        }
    }

    /// Writes `==` and `hash` for a value with floating-point numbers: it must equal itself also with a NaN
    /// in it, and 0 and -0 are two different messages.
    private func emitEquality(
        _ members: [(SwiftMember, name: String)], to writer: inout SourceWriter
    ) {
        let compared = members.filter { $0.0.type != nil }
        writer.block(
            style.declaration("static func == (left: Self, right: Self) -> Bool")
        ) { writer in
            for (member, name) in compared {
                let left = Self.bits(of: member, "left.\(name)")
                let right = Self.bits(of: member, "right.\(name)")
                writer.line("guard PinionCodec.areSame(\(left), \(right)) else { return false }")
            }
            writer.line("return true")
        }
        let header = style.declaration("func hash(into hasher: inout Swift.Hasher)")
        writer.block(header) { writer in
            for (member, name) in compared {
                writer.line("hasher.combine(\(Self.bits(of: member, "self.\(name)")))")
            }
        }
    }

    private static func bits(of member: SwiftMember, _ name: String) -> String {
        let isNil = member.type?.hasSuffix("?") == true ? "?" : ""
        switch member.kind {
        case .value(let value) where value.isFloating: return "\(name)\(isNil).bits"
        case .array(_, _, true, _): return "\(name)\(isNil).map(\\.bits)"
        default: return name
        }
    }
}
