/// The rules that say what could be better in a schema that is good.
extension SchemaRule {
    static let swiftName = SchemaRule.warning(
        "SCH-080", "Names that become one name in Swift SHALL be accepted with a warning.")
    static let deprecatedType = SchemaRule.warning(
        "SCH-081",
        """
        A field that is not deprecated and whose type is SHALL be accepted with a warning.
        """)
    static let padding = SchemaRule.advice(
        "SCH-082",
        """
        Padding between fields that another order would save SHALL be accepted, with a warning on \
        request.
        """)
    static let misaligned = SchemaRule.advice(
        "SCH-083",
        """
        A number that does not lie at a multiple of its size SHALL be accepted, with a warning on \
        request.
        """)
    static let cacheLine = SchemaRule.advice(
        "SCH-084",
        """
        A field that lies across a boundary of 64 bytes SHALL be accepted, with a warning on request.
        """)

    static let allowedWarning = SchemaRule.warning(
        "SCH-085",
        "What `pinion:allow` names and is no warning SHALL be accepted with a warning.")

    static let suggestions = [
        swiftName, deprecatedType, padding, misaligned, cacheLine, allowedWarning,
    ]
}
