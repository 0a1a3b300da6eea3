import PinionCodec

extension SwiftEmitter {
    /// Writes a composite, with the types that are declared in it.
    func emitComposite(
        _ type: CompositeType, named name: String, path: String, to writer: inout SourceWriter
    ) {
        writer.documentation(documentation(type.notes))
        let header = "enum \(name): PinionCodec.CompositeLayout"
        writer.block(style.declaration(header)) { writer in
            emitCompositeBody(type, path: path, to: &writer)
        }
    }

    /// Writes the message header: a composite, some members of which steer the decoding.
    func emitHeader(to writer: inout SourceWriter) {
        let header = schema.header
        writer.documentation(documentation(header.notes))
        let declaration = "enum \(types.header): PinionCodec.MessageHeaderLayout"
        writer.block(style.declaration(declaration)) { writer in
            let members = [
                ("blockLengthMember", "blockLength"), ("templateIDMember", "templateId"),
                ("schemaIDMember", "schemaId"), ("versionMember", "version"),
            ]
            emitCompositeBody(header, path: types.path(types.header), to: &writer)
            for (name, member) in members {
                emitMember(name, header.encodedMember(named: member), to: &writer)
            }
        }
    }

    /// Writes the composite that precedes the entries of groups.
    func emitDimension(
        _ type: CompositeType, named name: String, to writer: inout SourceWriter
    ) {
        writer.documentation(documentation(type.notes))
        let declaration = "enum \(name): PinionCodec.GroupDimensionLayout"
        writer.block(style.declaration(declaration)) { writer in
            let count = type.encodedMember(named: "numInGroup")
            writer.line(style.declaration("typealias Order = \(byteOrder)"))
            writer.line(style.constant("size", "Int", "\(type.size)"))
            emitMember(
                "blockLengthMember", type.encodedMember(named: "blockLength"), to: &writer)
            emitMember("numInGroupMember", count, to: &writer)
            let most = count.map { SwiftLiterals.count($0.type.maxValue) } ?? 0
            writer.line(style.constant("numInGroupMax", "UInt64", "\(most)"))
            let fewest = count.map { SwiftLiterals.count($0.type.minValue) } ?? 0
            if fewest > 0 {
                writer.line(style.constant("numInGroupMin", "UInt64", "\(fewest)"))
            }
        }
    }

    /// Writes the composite that holds variable data.
    func emitDataEncoding(
        _ type: CompositeType, named name: String, to writer: inout SourceWriter
    ) {
        writer.documentation(documentation(type.notes))
        let declaration = "enum \(name): PinionCodec.DataEncodingLayout"
        writer.block(style.declaration(declaration)) { writer in
            let length = type.encodedMember(named: "length")
            // The member that has no length of its own, whatever it is called.
            let data = type.members.first { member in
                guard case .encoded(let type) = member.type else { return false }
                return type.length == 0
            }
            writer.line(style.declaration("typealias Order = \(byteOrder)"))
            writer.line(style.constant("dataOffset", "Int", "\(type.dataOffset)"))
            emitMember("lengthMember", length, to: &writer)
            let most = length.map { SwiftLiterals.count($0.type.maxValue) } ?? 0
            writer.line(style.constant("lengthMax", "UInt64", "\(most)"))
            guard case .encoded(let text) = data?.type, let name = text.characterEncoding else {
                return
            }
            let encoding = CharacterEncoding(named: name)
            guard encoding != .utf8 else { return }
            let value = SwiftLiterals.encoding(encoding)
            writer.line(style.constant("textEncoding", "PinionCodec.CharacterEncoding", value))
        }
    }

    private func emitCompositeBody(
        _ type: CompositeType, path: String, to writer: inout SourceWriter
    ) {
        writer.line(style.declaration("typealias Order = \(byteOrder)"))
        writer.line(style.constant("blockLength", "Int", "\(type.size)"))
        let fields = self.fields(of: type, path: path)
        emitFields(fields, to: &writer)
        let sent = type.members.filter { $0.type.isSent }
        emitMemberNames(
            sent.filter { $0.type.wireSize > 0 }.map { ($0.offset, $0.name) }, parts: [],
            to: &writer)
        emitNulls(
            fields, path: path, block: "composite", type: "CompositeWriter", to: &writer)
        let names = SwiftCompositeNames(type, reserved: types.namespace)
        for (member, name) in zip(type.members, names.members) {
            guard let name = name.type else { continue }
            writer.line()
            switch member.type {
            case .enumeration(let type):
                emitEnum(type, named: name, path: "\(path).\(name)", to: &writer)
            case .set(let type):
                emitSet(type, named: name, path: "\(path).\(name)", to: &writer)
            case .composite(let type):
                emitComposite(type, named: name, path: "\(path).\(name)", to: &writer)
            case .encoded:
                // Has no declaration of its own.
                break
            }
        }
    }

    /// Writes a member that steers the decoding: sent, or fixed by the schema.
    private func emitMember(
        _ name: String, _ member: (type: EncodedType, offset: Int)?, to writer: inout SourceWriter
    ) {
        guard let member, member.type.constant == nil else {
            var fixed: UInt64 = 0
            if case .value(let value) = member?.type.constant { fixed = SwiftLiterals.count(value) }
            writer.line(style.constant(name, "PinionCodec.ConstantMember", ".init(\(fixed))"))
            return
        }
        let type = SwiftLiterals.unsignedType(of: member.type.primitive)
        writer.line(
            style.constant(name, "PinionCodec.UnsignedMember<\(type)>", ".init(\(member.offset))"))
    }
}

extension ValueType {
    /// Whether it takes bytes of a fixed number: it is neither a constant nor variable data.
    fileprivate var isSent: Bool {
        guard case .encoded(let type) = self else { return true }
        return type.constant == nil && type.length > 0
    }
}
