import Foundation

/// What an object of SARIF 2.1.0 is made of, as far as a report of ours has it: required properties, and the
/// types of all. A property that is not listed is one that we do not mean to write.
///
/// Source: OASIS SARIF 2.1.0; each shape has the section of its object.
indirect enum SARIFShape: Sendable {
    case text
    /// A URI reference (RFC 3986), which has no blanks and nothing that is not ASCII.
    case uri
    case integer(least: Int)
    case boolean
    case oneOf([String])
    case array(SARIFShape)
    /// An object whose property names are free.
    case map(SARIFShape)
    case object(required: [String: SARIFShape], optional: [String: SARIFShape] = [:])

    /// Section 3.13.
    static let log = SARIFShape.object(
        required: ["version": .oneOf(["2.1.0"]), "runs": .array(run)], optional: ["$schema": .uri])

    /// Section 3.14.
    static let run = SARIFShape.object(
        required: ["tool": .object(required: ["driver": component])],
        optional: [
            "invocations": .array(invocation), "originalUriBaseIds": .map(artifactLocation),
            "columnKind": .oneOf(["utf16CodeUnits", "unicodeCodePoints"]),
            "results": .array(result),
        ])

    /// Section 3.19.
    static let component = SARIFShape.object(
        required: ["name": .text],
        optional: ["version": .text, "semanticVersion": .text, "rules": .array(rule)])

    /// Section 3.49, with the configuration of section 3.50.
    static let rule = SARIFShape.object(
        required: ["id": .text],
        optional: [
            "shortDescription": multiformat, "fullDescription": multiformat, "help": multiformat,
            "defaultConfiguration": .object(required: [:], optional: ["level": level]),
        ])

    /// Section 3.12.
    static let multiformat = SARIFShape.object(
        required: ["text": .text], optional: ["markdown": .text])

    /// Section 3.11: there is a text where there is no id.
    static let message = SARIFShape.object(required: ["text": .text])

    /// Section 3.20.
    static let invocation = SARIFShape.object(
        required: ["executionSuccessful": .boolean],
        optional: ["toolExecutionNotifications": .array(notification)])

    /// Section 3.58.
    static let notification = SARIFShape.object(
        required: ["message": message],
        optional: ["level": level, "locations": .array(location)])

    /// Section 3.27.
    static let result = SARIFShape.object(
        required: ["message": message],
        optional: [
            "ruleId": .text, "ruleIndex": .integer(least: 0), "level": level,
            "locations": .array(location), "relatedLocations": .array(location),
            "partialFingerprints": .map(.text),
        ])

    /// Section 3.28, with the logical location of section 3.33.
    static let location = SARIFShape.object(
        required: [:],
        optional: [
            "id": .integer(least: 0), "message": message, "physicalLocation": physicalLocation,
            "logicalLocations": .array(.object(required: ["fullyQualifiedName": .text])),
        ])

    /// Section 3.29: there is an artifact location where there is no address.
    static let physicalLocation = SARIFShape.object(
        required: ["artifactLocation": artifactLocation], optional: ["region": region])

    /// Section 3.4.
    static let artifactLocation = SARIFShape.object(
        required: [:], optional: ["uri": .uri, "uriBaseId": .text, "description": message])

    /// Section 3.30: lines and columns start at 1.
    static let region = SARIFShape.object(
        required: ["startLine": .integer(least: 1)],
        optional: [
            "startColumn": .integer(least: 1), "endLine": .integer(least: 1),
            "endColumn": .integer(least: 1),
        ])

    static let level = SARIFShape.oneOf(["none", "note", "warning", "error"])

    /// What is wrong with a value of JSON, each with its path.
    func faults(of value: Any, at path: String = "") -> [String] {
        switch self {
        case .text:
            return value as? String != nil ? [] : ["\(path) is no string"]
        case .uri:
            let text = value as? String ?? " "
            let isURI = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != 0x5c }
            return isURI && URL(string: text) != nil ? [] : ["\(path) is no URI: \(value)"]
        case .integer(let least):
            let number = value as? Int ?? Int.min
            return number >= least ? [] : ["\(path) is less than \(least): \(value)"]
        case .boolean:
            return value as? Bool != nil ? [] : ["\(path) is no truth value"]
        case .oneOf(let words):
            return words.contains(value as? String ?? "") ? [] : ["\(path) is not of \(words)"]
        case .array(let element):
            guard let array = value as? [Any] else { return ["\(path) is no array"] }
            return array.enumerated().flatMap { element.faults(of: $1, at: "\(path)[\($0)]") }
        case .map(let element):
            guard let object = value as? [String: Any] else { return ["\(path) is no object"] }
            return object.flatMap { element.faults(of: $1, at: "\(path).\($0)") }
        case .object(let required, let optional):
            guard let object = value as? [String: Any] else { return ["\(path) is no object"] }
            let missing = required.keys.filter { object[$0] == nil }
            return missing.map { "\(path).\($0) is missing" }
                + object.flatMap { name, value in
                    guard let shape = required[name] ?? optional[name] else {
                        return ["\(path).\(name) is not meant"]
                    }
                    return shape.faults(of: value, at: "\(path).\(name)")
                }
        }
    }
}
