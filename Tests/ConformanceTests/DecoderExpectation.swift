@testable import PinionCompiler

/// What the decoder says that a message holds, as the probes print it.
extension GeneratedCodeExpectation {
    /// Walks a message.
    init(_ message: [UInt8], by decoder: FrameDecoder) throws {
        var cursor = FrameCursor(decoder: decoder)
        // The path of each level, and that of the group whose entries it holds.
        var prefixes = [""]
        var groups: [String] = []
        var lines: [String: Set<String>] = [:]
        var template = -1
        while let event = try cursor.next(in: message.span) {
            let prefix = prefixes[prefixes.count - 1]
            switch event {
            case .messageBegins(_, let message): template = Int(message.id)
            case .field(let field, let offset):
                let value = decoder.value(of: field, at: offset, in: message.span)
                Self.append(
                    value, field.type, isOptional: field.presence == .optional,
                    path: prefix + field.name, to: &lines)
            case .absentField(let field):
                Self.appendAbsent(field.type, field.constant, path: prefix + field.name, to: &lines)
            case .groupBegins(let group, _, _, let count):
                lines[prefix + group.name] = ["g\t\(count)"]
                groups.append(prefix + group.name)
            case .absentGroup(let group): lines[prefix + group.name] = ["g\t0"]
            case .entryBegins(let index, _):
                prefixes.append("\(groups[groups.count - 1])[\(index)].")
            case .entryEnds: prefixes.removeLast()
            case .groupEnds: groups.removeLast()
            case .data(let data, _, let range):
                lines[prefix + data.name] = ["d\t\(Self.hexadecimal(message[range]))"]
            case .absentData(let data): lines[prefix + data.name] = ["d\t"]
            case .messageEnds: break
            }
        }
        self.init(lines: lines, template: template)
    }

    private static func append(
        _ value: FrameValue, _ type: ValueType, isOptional: Bool = false, path: String,
        to lines: inout [String: Set<String>]
    ) {
        switch value {
        case .scalar(let scalar):
            let bits = bits(of: scalar.value, size: scalar.primitive.size)
            lines[path] = scalar.isNull ? ["n\t"] : ["v\t\(bits)", "o\t\(bits)"]
        case .array(let scalars):
            let all = scalars.map { "\(bits(of: $0.value, size: $0.primitive.size))" }
            lines[path] = ["a\t\(all.joined(separator: ","))"]
        case .characters(let bytes, _): lines[path] = ["c\t\(hexadecimal(bytes[...]))"]
        case .enumeration(_, let value, let isNull):
            let bits = bits(of: value, size: type.primitive?.size ?? 8)
            lines[path] = ["v\t\(bits)", "o\t\(bits)"]
            // A value that has to be there shows that of null all the same.
            if isNull { lines[path] = isOptional ? ["n\t"] : ["n\t", "v\t\(bits)", "o\t\(bits)"] }
        case .set(_, let bits): lines[path] = ["v\t\(bits)", "o\t\(bits)"]
        case .composite(let members):
            guard case .composite(let composite) = type else { return }
            for (member, declared) in zip(members, composite.members) {
                append(member.value, declared.type, path: "\(path).\(member.name)", to: &lines)
            }
        case .constant(let constant, let primitive):
            lines[path] = constants(constant, primitive)
        }
    }

    private static func appendAbsent(
        _ type: ValueType, _ constant: Constant?, path: String,
        to lines: inout [String: Set<String>]
    ) {
        if let constant {
            lines[path] = constants(constant, type.primitive ?? .uint8)
        } else if case .composite(let composite) = type {
            for member in composite.members {
                if case .encoded(let type) = member.type, type.constant != nil { continue }
                appendAbsent(member.type, nil, path: "\(path).\(member.name)", to: &lines)
            }
        } else {
            lines[path] = ["n\t"]
        }
    }

    private static func constants(_ constant: Constant, _ primitive: PrimitiveType) -> Set<String> {
        switch constant {
        case .value(.floating(let bits)) where primitive == .float:
            ["k\t\(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))"]
        case .value(.floating(let bits)): ["k\t\(Double(bitPattern: bits))"]
        case .value(.signed(let value)): ["k\t\(value)"]
        case .value(.unsigned(let value)): ["k\t\(value)"]
        case .characters(let bytes):
            ["k\t\(String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self))"]
        case .enumValue(let type, let name, _): ["k\t\(type.name).\(name)"]
        }
    }

    /// The bits of a value, as an unsigned number.
    private static func bits(of value: PrimitiveValue, size: Int) -> UInt64 {
        switch value {
        case .unsigned(let value): value
        case .floating(let bits): bits
        case .signed(let value): UInt64(bitPattern: value) & (UInt64.max >> UInt64(64 - size * 8))
        }
    }

    private static func hexadecimal(_ bytes: ArraySlice<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
