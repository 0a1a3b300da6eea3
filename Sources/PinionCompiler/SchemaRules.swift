/// Every rule that schemas are checked by.
public enum SchemaRules {
    /// The rules, by their codes.
    public static let all: [SchemaRule] = [
        SchemaRule.reading, SchemaRule.structure, SchemaRule.names, SchemaRule.types,
        SchemaRule.layout, SchemaRule.framing, SchemaRule.editions, SchemaRule.suggestions,
    ].flatMap { $0 }

    /// The rules on how schemas are written in Pinion's language, by their codes.
    public static let language: [SchemaRule] = SchemaRule.language

    /// The rule with a code such as `SCH-012` or `LNG-005`.
    public static func rule(code: String) -> SchemaRule? {
        all.first { $0.code == code } ?? language.first { $0.code == code }
    }
}

extension SchemaRule {
    // MARK: Reading the text

    static let wellFormed = SchemaRule.error(
        "SCH-001", "A schema SHALL be a well-formed XML 1.0 document.")
    static let encoding = SchemaRule.error(
        "SCH-002", "The text of a schema SHALL be UTF-8.")
    static let entityDeclaration = SchemaRule.error(
        "SCH-003", "A schema SHALL NOT declare entities.")
    static let bounds = SchemaRule.error(
        "SCH-004",
        """
        A schema SHALL NOT exceed 16 MiB of text, 1048576 elements, 64 levels of elements, 256 \
        attributes to an element, or 64 included files.
        """)
    static let repeatedAttribute = SchemaRule.error(
        "SCH-005", "An element SHALL NOT give the same attribute twice.")
    static let unknownEntity = SchemaRule.error(
        "SCH-006", "A reference SHALL be to a predefined entity or to a character of XML.")
    static let include = SchemaRule.error(
        "SCH-007",
        """
        An `xi:include` SHALL name, by a relative path, a file that can be read and that does not \
        include itself.
        """)

    static let reading = [
        wellFormed, encoding, entityDeclaration, bounds, repeatedAttribute, unknownEntity, include,
    ]

    // MARK: The structure of a schema

    static let root = SchemaRule.error(
        "SCH-010", "The root of a schema SHALL be a `messageSchema` of SBE 1.0.")
    static let requiredAttribute = SchemaRule.error(
        "SCH-011", "An element SHALL give each attribute that it needs, with a value.")
    static let number = SchemaRule.error(
        "SCH-012", "An attribute that is a number SHALL be a decimal integer from 0 to 2147483647.")
    static let presence = SchemaRule.error(
        "SCH-013", "A presence SHALL be `required`, `optional` or `constant`.")
    static let byteOrder = SchemaRule.warning(
        "SCH-014",
        "A byte order other than `littleEndian` and `bigEndian` SHALL be taken as `littleEndian`.")
    static let noMessages = SchemaRule.warning(
        "SCH-015", "A schema without messages SHALL be accepted with a warning.")
    static let compositeContent = SchemaRule.error(
        "SCH-016", "A composite SHALL NOT hold groups or data.")
    static let order = SchemaRule.error(
        "SCH-017", "A block SHALL give its fields first, then its groups, then its data.")
    static let unknownAttribute = SchemaRule.warning(
        "SCH-018", "An attribute that SBE 1.0 does not know SHALL be ignored with a warning.")
    static let unknownElement = SchemaRule.warning(
        "SCH-019", "An element that SBE 1.0 does not know SHALL be ignored with a warning.")

    static let structure = [
        root, requiredAttribute, number, presence, byteOrder, noMessages, compositeContent, order,
        unknownAttribute, unknownElement,
    ]

    // MARK: Names and identifiers

    static let typeName = SchemaRule.warning(
        "SCH-020", "Of types with the same name, the last SHALL count for fields, with a warning.")
    static let messageName = SchemaRule.error(
        "SCH-021", "A message SHALL have a name that no other message of the schema has.")
    static let messageID = SchemaRule.error(
        "SCH-022", "A message SHALL have an id that no other message of the schema has.")
    static let memberName = SchemaRule.error(
        "SCH-023", "A field, group or data SHALL have a name that is unique in its block.")
    static let memberID = SchemaRule.error(
        "SCH-024", "A field, group or data SHALL have an id that is unique in its block.")
    static let compositeMemberName = SchemaRule.error(
        "SCH-025", "A member of a composite SHALL have a name that is unique in the composite.")
    static let valueName = SchemaRule.warning(
        "SCH-026",
        "Of values or choices with the same name, the last SHALL count, with a warning.")
    static let valueRepeated = SchemaRule.warning(
        "SCH-027",
        """
        Values of an enumeration that are equal, and choices of a set for the same bit, SHALL be \
        accepted with a warning.
        """)

    static let names = [
        typeName, messageName, messageID, memberName, memberID, compositeMemberName, valueName,
        valueRepeated,
    ]
}
