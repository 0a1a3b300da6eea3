import Foundation

/// What the corpus says that a message holds, as the probes print it.
struct GeneratedCodeExpectation {
    /// For each path the lines that are right, without the path.
    private(set) var lines: [String: Set<String>] = [:]
    /// The number of the message's template.
    private(set) var template = -1

    /// The paths, each with its point at the end, of composites that the writer's version does not have.
    var absentComposites: Set<String> {
        var paths: Set<String> = []
        for (path, right) in lines where right == ["n\t"] {
            guard let point = path.lastIndex(of: ".") else { continue }
            paths.insert(String(path[...point]))
        }
        return paths
    }

    init(lines: [String: Set<String>], template: Int) {
        self.lines = lines
        self.template = template
    }

    /// Reads a trace: a list of values, each with its path.
    init(trace: URL) throws {
        let data = try Data(contentsOf: trace)
        let entries = try JSONSerialization.jsonObject(with: data) as? [[String: Any]] ?? []
        for entry in entries {
            let path = entry["p"] as? String ?? ""
            switch entry["k"] as? String {
            case "message": template = entry["id"] as? Int ?? -1
            case "absent": lines[path] = ["n\t"]
            case "absent-group": lines[path] = ["g\t0"]
            case "absent-data": lines[path] = ["d\t"]
            case "group": lines[path] = ["g\t\(entry["count"] as? Int ?? -1)"]
            case "data": lines[path] = ["d\t\(entry["hex"] as? String ?? "?")"]
            case "const": lines[path] = Self.constant(entry)
            default: lines[path] = Self.value(entry)
            }
        }
    }

    private static func constant(_ entry: [String: Any]) -> Set<String> {
        let text = entry["v"] as? String ?? "?"
        var lines: Set = ["k\t\(text)"]
        // A single character is its code in Swift; a number with a point is one however it is spelled.
        let scalars = text.unicodeScalars
        if entry["t"] as? String == "char", scalars.count == 1, let scalar = scalars.first {
            lines.insert("k\t\(scalar.value)")
        }
        switch entry["t"] as? String {
        case "float": if let number = Float(text) { lines.insert("k\t\(number)") }
        case "double": if let number = Double(text) { lines.insert("k\t\(number)") }
        default: break
        }
        return lines
    }

    private static func value(_ entry: [String: Any]) -> Set<String> {
        let type = entry["t"] as? String ?? ""
        if let hex = entry["hex"] as? String { return ["c\t\(hex)"] }
        if let elements = entry["v"] as? [Any] {
            return ["a\t" + elements.map { Self.bits(of: $0, type: type) }.joined(separator: ",")]
        }
        let bits = Self.bits(of: entry["v"] ?? 0, type: type)
        switch (entry["k"] as? String, entry["null"] as? Bool) {
        // Only an optional field says whether it is null; one that is does not show its bits.
        case ("enc", true?): return ["n\t"]
        case ("enc", false?): return ["o\t\(bits)"]
        // An enumeration always says so; a field of it that must have a value shows it all the same.
        case ("enum", true?): return ["n\t", "v\t\(bits)"]
        default: return ["v\t\(bits)", "o\t\(bits)"]
        }
    }

    /// The bits of a value, as an unsigned number in decimal.
    private static func bits(of value: Any, type: String) -> String {
        let text = (value as? String) ?? (value as? NSNumber)?.stringValue ?? "?"
        if text.hasPrefix("0x"), let bits = UInt64(text.dropFirst(2), radix: 16) {
            return "\(bits)"
        }
        guard let number = Int64(text), number < 0 else { return text }
        switch type {
        case "int8", "char": return "\(UInt8(truncatingIfNeeded: number))"
        case "int16": return "\(UInt16(truncatingIfNeeded: number))"
        case "int32": return "\(UInt32(truncatingIfNeeded: number))"
        default: return "\(UInt64(bitPattern: number))"
        }
    }
}
