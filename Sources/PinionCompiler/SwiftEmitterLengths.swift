extension SwiftEmitter {
    /// Writes `encodedLength`, which adds up the bytes of a message or an entry before it is
    /// written.
    ///
    /// A parameter is the number of entries, or of bytes; only of entries that have groups or data
    /// of their own, and so a length of their own, it is the sum.
    func emitLength(
        of body: Body, names: SwiftBodyNames, path: String, isEntry: Bool,
        to writer: inout SourceWriter
    ) {
        var parameters: [String] = []
        var steps: [String] = []
        for (group, name) in zip(body.groups, names.groups) {
            let entry = "\(path).\(name.type)"
            let argument = SwiftNames.declared(name.member)
            let label = SwiftNames.label(name.member)
            if group.body.groups.isEmpty, group.body.data.isEmpty {
                parameters.append("\(label): Int")
                steps.append("\(entry).self, count: \(argument)")
            } else {
                parameters.append("\(label): PinionCodec.EntryLengths<\(entry)>")
                steps.append(argument)
            }
        }
        for (data, name) in zip(body.data, names.data) {
            parameters.append("\(SwiftNames.label(name)): Int")
            let encoding = types.path(ofDataEncoding: data.encoding)
            steps.append("\(encoding).self, byteCount: \(SwiftNames.declared(name))")
        }
        writer.documentation(
            isEntry
                ? "Bytes of an entry with so many entries of its groups and bytes of its data."
                : "Bytes of a message with so many entries of its groups and bytes of its data.")
        let signature = """
            static func encodedLength(\(parameters.joined(separator: ", "))) \
            throws(PinionCodec.FrameError) -> Int
            """
        let kind = isEntry ? "entry" : "message"
        writer.block(style.inlinableFunction(signature)) { writer in
            // No part has this name: writers and views have a member that is called so.
            writer.line(
                "var encodedLength = PinionCodec.EncodedLength(\(kind): \(path).self)")
            for step in steps { writer.line("try encodedLength.add(\(step))") }
            writer.line("return encodedLength.byteCount")
        }
    }
}

extension Body {
    /// Bytes of the groups and data if all of them are empty: their dimensions and lengths.
    var partsLengthMin: Int {
        groups.reduce(0) { $0 + $1.dimension.size }
            + data.reduce(0) { $0 + $1.encoding.dataOffset }
    }
}

extension CompositeType {
    /// Bytes before the data in an encoding of variable data: the offset of the member that has no
    /// length of its own, whatever it is called.
    var dataOffset: Int {
        let data = members.first { member in
            guard case .encoded(let type) = member.type else { return false }
            return type.length == 0
        }
        return data?.offset ?? size
    }
}
