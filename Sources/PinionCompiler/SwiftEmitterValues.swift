extension SwiftEmitter {
    /// Writes an enumeration: a struct, so that a value which this version does not know is kept.
    func emitEnum(
        _ type: EnumType, named name: String, path: String, to writer: inout SourceWriter
    ) {
        writer.documentation(documentation(type.notes))
        let header = style.frozenStruct("\(name): PinionCodec.WireEnumeration")
        writer.block(header) { writer in
            emitRawValue(type.primitive, to: &writer)
            var scope = SwiftNameScope(reserved: SwiftNames.reservedMembers)
            for value in type.values {
                let literal = SwiftLiterals.value(value.value, as: type.primitive)
                var notes = documentation(value.notes)
                if notes.isEmpty, type.primitive == .char { notes = character(value.value) }
                writer.documentation(notes)
                let member = SwiftNames.declared(scope.claimMember(value.name))
                writer.line(style.constant(member, path, ".init(rawValue: \(literal))"))
            }
            writer.line(style.property("isNamed", "Bool", isNamed(type)))
        }
    }

    /// An expression for whether the schema names a value. Runs of numbers are compared as one.
    private func isNamed(_ type: EnumType) -> String {
        let numbers = Set(type.values.compactMap { SwiftLiterals.integer($0.value) }).sorted()
        guard !numbers.isEmpty else { return "false" }
        var runs: [ClosedRange<Int128>] = []
        for number in numbers {
            if let last = runs.last, last.upperBound + 1 == number {
                runs[runs.count - 1] = last.lowerBound...number
            } else {
                runs.append(number...number)
            }
        }
        let patterns = runs.map { run in
            run.lowerBound == run.upperBound
                ? "\(run.lowerBound)" : "\(run.lowerBound)...\(run.upperBound)"
        }
        // A whole type needs no default.
        return "switch rawValue { case \(patterns.joined(separator: ", ")): true; default: false }"
    }

    /// An expression for the bits of a value that the schema does not name.
    private func unnamedBits(_ type: SetType) -> String {
        let named = type.choices.reduce(UInt64(0)) { $0 | 1 << UInt64($1.bit) }
        return "rawValue & ~0x\(String(named, radix: 16))"
    }

    /// Writes a set: an `OptionSet` whose unknown bits are kept.
    func emitSet(
        _ type: SetType, named name: String, path: String, to writer: inout SourceWriter
    ) {
        writer.documentation(documentation(type.notes))
        let header = style.frozenStruct("\(name): PinionCodec.WireSet")
        let bits = unnamedBits(type)
        writer.block(header) { writer in
            emitRawValue(type.primitive, to: &writer)
            var scope = SwiftNameScope(reserved: SwiftNames.reservedMembers)
            for choice in type.choices {
                writer.documentation(documentation(choice.notes))
                let member = SwiftNames.declared(scope.claimMember(choice.name))
                writer.line(style.constant(member, path, ".init(rawValue: 1 << \(choice.bit))"))
            }
            let type = SwiftLiterals.type(of: type.primitive)
            writer.line(style.property("unnamedBits", type, bits))
        }
    }

    private func emitRawValue(_ primitive: PrimitiveType, to writer: inout SourceWriter) {
        let type = SwiftLiterals.type(of: primitive)
        writer.line(style.declaration("let rawValue: \(type)"))
        writer.line(style.function("init(rawValue: \(type)) { self.rawValue = rawValue }"))
    }

    /// A character as a comment shows it; nothing for one that cannot be shown.
    private func character(_ value: PrimitiveValue) -> String {
        guard case .unsigned(let code) = value, code > 0x20, code < 0x7f, code != 0x60 else {
            return ""
        }
        return "`\(Unicode.Scalar(UInt8(code)))`"
    }
}
