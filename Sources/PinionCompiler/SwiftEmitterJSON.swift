extension SwiftEmitter {
    /// Writes how a block is printed: a line for each member, in the order of the schema.
    func emitJSON(
        of members: [SwiftMember], path: String, message: Message?, to writer: inout SourceWriter
    ) {
        let conformance = message == nil ? "JSONLayout" : "JSONMessageLayout"
        writer.line()
        writer.block("extension \(path): PinionCodec.\(conformance)") { writer in
            if let message {
                emitMessageName(message, to: &writer)
                emitHeader(ofMessage: path, to: &writer)
            }
            let signature = """
                static func appendMembers(of view: PinionCodec.FrameView<\(path)>, \
                to json: inout PinionCodec.JSONText)
                """
            writer.block(style.declaration(signature)) { writer in
                for member in members { writer.line(Self.call(of: member)) }
            }
        }
    }

    /// Writes how the header of a message is printed, if there is anything to print.
    private func emitHeader(ofMessage path: String, to writer: inout SourceWriter) {
        guard !schema.ownHeaderMembers.isEmpty else { return }
        let signature = """
            static func appendHeader(of message: PinionCodec.FrameView<\(path)>, \
            to json: inout PinionCodec.JSONText)
            """
        writer.line(style.declaration(signature) + " { json.header(of: message) }")
    }

    /// Writes the name that the schema gives a message.
    func emitMessageName(_ message: Message, to writer: inout SourceWriter) {
        let name = SwiftLiterals.text(message.name)
        writer.line(style.declaration("static var messageName: Swift.String { \(name) }"))
    }

    private static func call(of member: SwiftMember) -> String {
        let name = SwiftLiterals.text(member.schemaName)
        let swiftName = SwiftNames.declared(member.name)
        let since = member.since > 0 ? ", since: \(version(member.since))" : ""
        switch member.kind {
        case .constant(let value): return "json.constant(\(name), view, \(value)\(since))"
        case .value(let value):
            // Not the descriptor: each costs the optimiser more than all else of the line.
            let null = value.null.map { ", null: \($0)" } ?? ""
            let encoding = value.encoding.map { ", encoding: \($0)" } ?? ""
            return """
                json.value(\(name), view, at: \(member.offset), \(value.type).self\(null)\(since)\
                \(encoding))
                """
        case .array(_, _, _, let null):
            let null = null.map { ", null: \($0)" } ?? ""
            return "json.array(\(name), view, fields.\(swiftName)\(null))"
        case .text(let encoding, _):
            return "json.text(\(name), view, fields.\(swiftName), \(encoding))"
        case .composite: return "json.composite(\(name), view, fields.\(swiftName))"
        case .group: return "json.group(\(name), view.\(swiftName))"
        case .data(_, let encoding):
            let encoding = encoding.map { ", \($0)" } ?? ""
            return "json.data(\(name), view, view.\(swiftName)\(encoding)\(since))"
        }
    }

    /// Writes the names of an enumeration's values.
    func emitNames(of type: EnumType, path: String, to writer: inout SourceWriter) {
        let null = SwiftLiterals.value(type.nullValue, as: type.primitive)
        let names = type.values.map {
            "\(SwiftLiterals.text($0.name)): \(SwiftLiterals.value($0.value, as: type.primitive))"
        }
        let raw = SwiftLiterals.type(of: type.primitive)
        emitNames(
            "PinionCodec.EnumerationNames<\(raw)>", "null: \(null), \(Self.list(names))",
            conformance: "NamedEnumeration", path: path, to: &writer)
    }

    /// Writes the names of a set's choices.
    func emitNames(of type: SetType, path: String, to writer: inout SourceWriter) {
        let names = type.choices.map { "\(SwiftLiterals.text($0.name)): \($0.bit)" }
        emitNames(
            "PinionCodec.SetNames", Self.list(names), conformance: "NamedSet", path: path,
            to: &writer)
    }

    private func emitNames(
        _ type: String, _ arguments: String, conformance: String, path: String,
        to writer: inout SourceWriter
    ) {
        writer.line()
        let codable = options.includesValues ? ", Swift.Codable" : ""
        writer.block("extension \(path): PinionCodec.\(conformance)\(codable)") { writer in
            writer.line(style.declaration("static let wireNames = \(type)(\(arguments))"))
            guard options.includesValues else { return }
            // The standard library would have the raw value.
            writer.line(
                style.declaration("init(from decoder: any Swift.Decoder) throws")
                    + " { self = try Self.decodeElement(from: decoder, nil) }")
            writer.line(
                style.declaration("func encode(to encoder: any Swift.Encoder) throws")
                    + " { try encodeElement(to: encoder, nil) }")
        }
    }

    private static func list(_ names: [String]) -> String {
        names.isEmpty ? "[:]" : "[\(names.joined(separator: ", "))]"
    }
}
