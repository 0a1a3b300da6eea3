import Foundation
import PinionCompiler

/// One value of a message, in the words of the corpus's traces: where it is and what it holds, so that our
/// decoder's walk and the reference's can be compared line by line.
enum TraceLine {
    /// The lines of a trace of the corpus.
    static func reference(_ file: URL) throws -> [String] {
        let rows =
            try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [[String: Any]]
        return (rows ?? []).map(line)
    }

    private static func line(_ row: [String: Any]) -> String {
        let path = row["p"] as? String ?? ""
        let offset = row["o"] as? Int ?? -1
        switch row["k"] as? String {
        case "message":
            // The block length of a trace is the schema's, not the message's.
            return "message \(path)"
        case "group": return "group \(path) count \(row["count"] ?? "")"
        case "data": return "data \(path) @\(offset) \(row["hex"] ?? "")"
        case "const": return "const \(path) \(row["v"] ?? "")"
        case "absent", "absent-group", "absent-data": return "absent \(path)"
        case "set": return "set \(path) @\(offset) \(row["v"] ?? "")"
        case "enum":
            let isNull = row["null"] as? Bool == true
            let name = isNull ? "null" : row["name"] as? String ?? "?"
            return "enum \(path) @\(offset) \(row["v"] ?? "") \(name)"
        default:
            if let hex = row["hex"] { return "chars \(path) @\(offset) \(hex)" }
            let values = row["v"] as? [Any] ?? [row["v"] ?? ""]
            let null = row["null"] as? Bool == true ? " null" : ""
            return
                "value \(path) @\(offset) \(values.map { "\($0)" }.joined(separator: ","))\(null)"
        }
    }

    /// The lines of our decoder's walk over a message.
    static func ours(_ message: [UInt8], decoder: FrameDecoder) throws -> [String] {
        var cursor = FrameCursor(decoder: decoder)
        var lines: [String] = []
        // The path of each level, and that of the group whose entries it holds.
        var prefixes = [""]
        var groups: [String] = []
        let bytes = message.span
        while let event = try cursor.next(in: bytes) {
            let prefix = prefixes[prefixes.count - 1]
            switch event {
            case .messageBegins(_, let message):
                lines.append("message \(message.name)")
            case .field(let field, let offset):
                let value = decoder.value(of: field, at: offset, in: bytes)
                append(value, path: prefix + field.name, offset: offset, to: &lines)
            case .absentField(let field): absent(field.type, prefix + field.name, to: &lines)
            case .groupBegins(let group, _, _, let count):
                lines.append("group \(prefix + group.name) count \(count)")
                groups.append(prefix + group.name)
            case .absentGroup(let group): lines.append("absent \(prefix + group.name)")
            case .entryBegins(let index, _):
                prefixes.append("\(groups[groups.count - 1])[\(index)].")
            case .entryEnds: prefixes.removeLast()
            case .groupEnds: groups.removeLast()
            case .data(let data, _, let range):
                let hex = range.map { hexadecimal(message[$0]) }.joined()
                lines.append("data \(prefix + data.name) @\(range.lowerBound) \(hex)")
            case .absentData(let data): lines.append("absent \(prefix + data.name)")
            case .messageEnds: break
            }
        }
        return lines
    }

    private static func append(
        _ value: FrameValue, path: String, offset: Int, to lines: inout [String]
    ) {
        switch value {
        case .scalar(let scalar):
            let null = scalar.isNull ? " null" : ""
            lines.append("value \(path) @\(offset) \(text(scalar))\(null)")
        case .array(let scalars):
            lines.append(
                "value \(path) @\(offset) \(scalars.map(text).joined(separator: ","))")
        case .characters(let bytes, _):
            lines.append("chars \(path) @\(offset) \(bytes.map(hexadecimal).joined())")
        case .enumeration(let name, let value, let isNull):
            let name = isNull ? "null" : name ?? "?"
            lines.append("enum \(path) @\(offset) \(text(value, .uint64)) \(name)")
        case .set(_, let bits): lines.append("set \(path) @\(offset) \(bits)")
        case .composite(let members):
            for member in members {
                append(
                    member.value, path: path + "." + member.name, offset: member.offset, to: &lines)
            }
        case .constant(let constant, let primitive):
            switch constant {
            case .value(let value): lines.append("const \(path) \(text(value, primitive))")
            case .characters(let bytes):
                let end = bytes.firstIndex(of: 0) ?? bytes.count
                lines.append("const \(path) \(String(decoding: bytes[..<end], as: UTF8.self))")
            case .enumValue(let type, let name, _):
                lines.append("const \(path) \(type.name).\(name)")
            }
        }
    }

    private static func absent(_ type: ValueType, _ path: String, to lines: inout [String]) {
        guard case .composite(let composite) = type else {
            lines.append("absent \(path)")
            return
        }
        for member in composite.members {
            absent(member.type, path + "." + member.name, to: &lines)
        }
    }

    private static func text(_ scalar: FrameValue.Scalar) -> String {
        text(scalar.value, scalar.primitive)
    }

    private static func text(_ value: PrimitiveValue, _ primitive: PrimitiveType) -> String {
        switch value {
        case .signed(let value): return "\(value)"
        case .unsigned(let value): return "\(value)"
        case .floating(let bits):
            let digits = String(bits, radix: 16)
            return "0x" + String(repeating: "0", count: primitive.size * 2 - digits.count) + digits
        }
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}
