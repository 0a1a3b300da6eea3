extension SwiftEmitter {
    /// Writes the methods that append groups and data: they can fail, which a property's setter cannot.
    func emitWriters(of body: Body, path: String, to writer: inout SourceWriter) {
        let names = SwiftBodyNames(body, reserved: types.namespace)
        if !body.groups.isEmpty || !body.data.isEmpty {
            writer.line()
            writer.block("extension PinionCodec.FrameWriter where Layout == \(path)") { writer in
                for (index, name) in names.groups.enumerated() {
                    writer.documentation(documentation(body.groups[index].notes))
                    emitGroupWriter(
                        name.member, part: index, entry: "\(path).\(name.type)", to: &writer)
                }
                for (index, name) in names.data.enumerated() {
                    emitDataWriters(
                        name, of: body.data[index], part: body.groups.count + index, to: &writer)
                }
            }
        }
        for (group, name) in zip(body.groups, names.groups) {
            emitWriters(of: group.body, path: "\(path).\(name.type)", to: &writer)
        }
    }

    private func emitGroupWriter(
        _ name: String, part: Int, entry: String, to writer: inout SourceWriter
    ) {
        let failure = "throws(PinionCodec.FrameError)"
        let body = "(Int, inout PinionCodec.FrameWriter<\(entry)>) \(failure) -> Void"
        let signature =
            "mutating func \(SwiftNames.declared(name))(count: Int, _ body: \(body)) \(failure)"
        writer.block(style.function(signature)) { writer in
            writer.line("try appendGroup(\(part), count: count, body)")
        }
    }

    private func emitDataWriters(
        _ name: String, of data: VariableData, part: Int, to writer: inout SourceWriter
    ) {
        let encoding = types.path(ofDataEncoding: data.encoding)
        for type in ["RawSpan", "Span<UInt8>", "StaticString"] {
            writer.documentation(documentation(data.notes))
            let signature = """
                mutating func \(SwiftNames.declared(name))(_ bytes: \(type)) \
                throws(PinionCodec.FrameError)
                """
            writer.block(style.function(signature)) { writer in
                writer.line("try appendData(\(part), \(encoding).self, bytes)")
            }
        }
        guard data.characterEncoding != nil else { return }
        writer.documentation(documentation(data.notes))
        let signature = """
            mutating func \(SwiftNames.declared(name))(text: String) throws(PinionCodec.FrameError)
            """
        writer.block(style.function(signature)) { writer in
            writer.line("try appendText(\(part), \(encoding).self, text)")
        }
    }
}
