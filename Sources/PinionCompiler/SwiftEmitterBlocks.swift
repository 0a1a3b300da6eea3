extension SwiftEmitter {
    /// Writes a message.
    func emitMessage(_ message: Message, named name: String, to writer: inout SourceWriter) {
        writer.documentation(documentation(message.notes))
        let header = "enum \(name): PinionCodec.MessageLayout"
        writer.block(style.declaration(header)) { writer in
            writer.line(style.declaration("typealias Order = \(byteOrder)"))
            writer.line(style.declaration("typealias Header = \(types.path(types.header))"))
            writer.line(style.constant("templateID", "UInt64", "\(message.id)"))
            writer.line(style.constant("schemaID", "UInt64", "\(schema.id)"))
            writer.line(style.constant("version", "UInt64", "\(schema.version)"))
            emitBody(
                message.body, path: types.path(name), since: message.notes.sinceVersion,
                isEntry: false, to: &writer)
        }
    }

    private func emitEntry(
        _ group: Group, named name: String, path: String, since: UInt64,
        to writer: inout SourceWriter
    ) {
        let own = group.notes.sinceVersion
        writer.documentation(documentation(group.notes))
        let header = "enum \(name): PinionCodec.EntryLayout"
        writer.block(style.declaration(header)) { writer in
            let dimension = types.path(ofDimension: group.dimension)
            writer.line(style.declaration("typealias Order = \(byteOrder)"))
            writer.line(style.declaration("typealias Dimension = \(dimension)"))
            if own > since {
                let version = "\(Self.version(own))"
                writer.line(style.constant("sinceVersion", "UInt32", version))
            }
            emitBody(
                group.body, path: path, since: max(own, since), isEntry: true, to: &writer)
        }
    }

    /// Writes what messages and entries have in common.
    ///
    /// - Parameter since: The version that the block came with: what came no later is in every block.
    private func emitBody(
        _ body: Body, path: String, since: UInt64, isEntry: Bool, to writer: inout SourceWriter
    ) {
        let names = SwiftBodyNames(body, reserved: types.namespace)
        writer.line(style.constant("blockLength", "Int", "\(body.blockLength)"))
        let minimum = blockLengthMin(of: body, since: since)
        let signature = "static func blockLengthMin(version: UInt32) -> Int { \(minimum) }"
        writer.line(style.function(signature))
        let fields = fields(of: body, names: names.fields, since: since)
        emitFields(fields, to: &writer)
        let parts = body.groups.map(\.name) + body.data.map(\.name)
        emitMemberNames(
            body.fields.filter { $0.wireSize > 0 }.map { ($0.offset, $0.name) }, parts: parts,
            to: &writer)
        emitNulls(fields, path: path, to: &writer)
        emitParts(
            of: body, names: names, path: path, since: since, isEntry: isEntry, to: &writer)
        for (group, name) in zip(body.groups, names.groups) {
            writer.line()
            emitEntry(
                group, named: name.type, path: "\(path).\(name.type)", since: since, to: &writer)
        }
    }

    /// Writes where the groups and the data start, and how that is found.
    private func emitParts(
        of body: Body, names: SwiftBodyNames, path: String, since: UInt64, isEntry: Bool,
        to writer: inout SourceWriter
    ) {
        guard !body.groups.isEmpty || !body.data.isEmpty else { return }
        var members: [(name: String, type: String)] = []
        var steps: [String] = []
        for name in names.groups {
            members.append((name.member, "PinionCodec.GroupPart<\(path).\(name.type)>"))
            steps.append("cursor.group(\(path).\(name.type).self)")
        }
        for (data, name) in zip(body.data, names.data) {
            members.append((name, "PinionCodec.DataPart"))
            let version = data.notes.sinceVersion
            let argument = version > since ? ", since: \(Self.version(version))" : ""
            let encoding = types.path(ofDataEncoding: data.encoding)
            steps.append("cursor.data(\(encoding).self\(argument))")
        }

        writer.line(style.constant("partCount", "Int", "\(members.count)"))
        writer.line(style.constant("partsLengthMin", "Int", "\(body.partsLengthMin)"))
        emitPartsStruct(members, documentation: body.partNotes.map(documentation), to: &writer)
        let signature = """
            static func parts<Trust: PinionCodec.CursorTrust>(\
            _ cursor: inout PinionCodec.FrameCursor<Trust>) -> Parts?
            """
        writer.block(style.function(signature)) { writer in
            for (member, step) in zip(members, steps) {
                let name = SwiftNames.declared(member.name)
                writer.line("guard let \(name) = \(step) else { return nil }")
            }
            let arguments = members.map {
                "\(SwiftNames.label($0.name)): \(SwiftNames.declared($0.name))"
            }
            writer.line("return Parts(\(arguments.joined(separator: ", ")))")
        }
        emitLength(of: body, names: names, path: path, isEntry: isEntry, to: &writer)
    }

    private func emitPartsStruct(
        _ members: [(name: String, type: String)], documentation: [String],
        to writer: inout SourceWriter
    ) {
        writer.block(style.frozenStruct("Parts: BitwiseCopyable, Sendable")) { writer in
            for (member, words) in zip(members, documentation) {
                let name = SwiftNames.declared(member.name)
                writer.documentation(words)
                writer.line(style.declaration("let \(name): \(member.type)"))
            }
            guard style.access == .public else { return }
            // What a public struct gets for itself is not public, and an inlinable function needs it.
            let parameters = members.map { "\(SwiftNames.declared($0.name)): \($0.type)" }
            let header = "init(\(parameters.joined(separator: ", ")))"
            writer.block(style.function(header)) { writer in
                for member in members {
                    let name = SwiftNames.declared(member.name)
                    writer.line("self.\(name) = \(name)")
                }
            }
        }
    }

    /// An expression for the end of the last field that a version has.
    ///
    /// Every field is in the versions after its own, so the ends only grow: from the newest version on, the first that
    /// the frame reaches says its end.
    private func blockLengthMin(of body: Body, since: UInt64) -> String {
        var ends: [UInt64: Int] = [0: 0]
        for field in body.fields where field.constant == nil {
            let version = field.notes.sinceVersion > since ? field.notes.sinceVersion : 0
            ends[version, default: 0] = max(
                ends[version, default: 0], field.offset + field.type.byteCount)
        }
        var steps: [(version: UInt64, end: Int)] = []
        for (version, end) in ends.sorted(by: { $0.key < $1.key }) {
            if let last = steps.last, end <= last.end { continue }
            steps.append((version, end))
        }
        let later = steps.dropFirst().reversed()
        return later.map { "version >= \(Self.version($0.version)) ? \($0.end) : " }.joined()
            + "\(steps.first?.end ?? 0)"
    }
}

extension Body {
    /// The words of the groups and then the data, in the order of the parts.
    fileprivate var partNotes: [Notes] { groups.map(\.notes) + data.map(\.notes) }
}
