extension SwiftEmitter {
    /// Writes the protocol of those that take any message of the schema, and the function that
    /// hands them one.
    func emitDispatch(to writer: inout SourceWriter) {
        let handler = types.handler
        writer.line()
        writer.documentation(
            """
            Takes any message of the schema. A message whose method is not implemented goes to `receiveOther`, as \
            does one that the schema does not have.
            """)
        writer.block(style.declaration("protocol \(handler): ~Copyable")) { writer in
            for name in types.messages { writer.line(requirement(of: name)) }
            writer.documentation("Takes any other message: what its header says, and its bytes.")
            writer.line(Self.otherRequirement)
        }
        writer.line()
        // COD-34: "A reader that takes any message of a schema SHALL refuse bytes whose header
        // names another schema."
        // COD-35: "It SHALL hand on a message whose template its schema does not have, with what
        // its header says and its bytes."
        writer.documentation(
            """
            Checks the message that starts with the first of `bytes`, as its view does, and hands it to the method of \
            `handler` for it. Newer versions are read as far as they are known; a template that is not is no error. \
            Throws `FrameError` if the bytes are of another schema, or are not a whole message; no method is called then.
            """)
        let signature = dispatchSignature(bytes: "RawSpan")
        let path = types.path(types.header)
        writer.block(style.inlinableFunction(signature)) { writer in
            writer.line("let header = try PinionCodec.MessageHeader(bytes, layout: \(path).self)")
            writer.line("try header.check(schemaID: \(types.namespace).schemaID)")
            writer.line("switch header.templateID {")
            for (message, name) in zip(schema.messages, types.messages) {
                let view = "PinionCodec.FrameView<\(types.path(name))>(bytes)"
                writer.line("case \(message.id): handler.receive\(name)(try \(view))")
            }
            writer.line("default: handler.receiveOther(header, in: bytes)")
            writer.line("}")
        }
        writer.line()
        writer.documentation(
            "Checks and hands on a message, as the function with a `RawSpan` does.")
        writer.block(style.inlinableFunction(dispatchSignature(bytes: "Span<UInt8>"))) { writer in
            writer.line("try dispatch(RawSpan(_elements: bytes), to: &handler)")
        }
    }

    /// Writes what a handler does about messages that it does not implement: they are not lost in
    /// silence.
    func emitUnhandled(to writer: inout SourceWriter) {
        guard !types.messages.isEmpty else { return }
        writer.line()
        writer.block("extension \(types.path(types.handler)) where Self: ~Copyable") { writer in
            for name in types.messages {
                writer.block(style.inlinableFunction(requirement(of: name))) { writer in
                    writer.line(
                        "receiveOther(PinionCodec.MessageHeader(of: message), in: message.bytes)")
                }
            }
        }
    }

    private func requirement(of name: String) -> String {
        "mutating func receive\(name)(_ message: PinionCodec.FrameView<\(types.path(name))>)"
    }

    private static let otherRequirement =
        "mutating func receiveOther(_ header: PinionCodec.MessageHeader, in bytes: RawSpan)"

    private func dispatchSignature(bytes: String) -> String {
        """
        static func dispatch<Handler: \(types.path(types.handler)) & ~Copyable>(_ bytes: \(bytes), \
        to handler: inout Handler) throws(PinionCodec.FrameError)
        """
    }
}
