extension SchemaRule {
    // MARK: Types and their values

    static let typeFound = SchemaRule.error(
        "SCH-030", "A type that is named SHALL be declared in the schema's types.")
    static let circular = SchemaRule.error(
        "SCH-031", "A composite SHALL NOT contain itself.")
    static let expansion = SchemaRule.error(
        "SCH-032",
        """
        A composite SHALL NOT hold more than 4096 members or 32 levels, nor a schema more than \
        1048576 members in all, those of nested composites included.
        """)
    static let primitiveName = SchemaRule.error(
        "SCH-033", "A primitive type SHALL be one of the eleven of SBE 1.0.")
    static let enumEncoding = SchemaRule.error(
        "SCH-034",
        """
        An enumeration SHALL be encoded as `char`, `int8`, `int16`, `int32`, `uint8` or `uint16`, \
        or as a declared type of one character or integer.
        """)
    static let setEncoding = SchemaRule.error(
        "SCH-035",
        """
        A set SHALL be encoded as `uint8`, `uint16`, `uint32` or `uint64`, or as a declared type \
        of one integer.
        """)
    static let literal = SchemaRule.error(
        "SCH-036", "A value SHALL be one that its primitive type can hold.")
    static let valueRange = SchemaRule.error(
        "SCH-037",
        "A value of an enumeration SHALL lie in the range of the type that encodes it.")
    static let valueIsNull = SchemaRule.warning(
        "SCH-038",
        "A value of an enumeration that equals its null value SHALL be accepted with a warning.")
    static let choiceBit = SchemaRule.error(
        "SCH-039", "A choice SHALL be a bit of its set, counted from 0.")
    static let constantValue = SchemaRule.error(
        "SCH-040", "A constant SHALL have a value: the text of its type, or a `valueRef`.")
    static let constantLength = SchemaRule.error(
        "SCH-041", "The text of a constant SHALL fit the length of its type.")
    static let valueRef = SchemaRule.error(
        "SCH-042", "A `valueRef` SHALL be the name of an enumeration, a dot, and one of its values."
    )
    static let valueRefType = SchemaRule.error(
        "SCH-043", "A `valueRef` SHALL be to a value of the type that the constant has.")
    static let valueRefPresence = SchemaRule.error(
        "SCH-044", "A type that has a `valueRef` SHALL be constant.")
    static let nullValuePresence = SchemaRule.warning(
        "SCH-045", "A null value of a type that is not optional SHALL be kept, with a warning.")
    static let semanticType = SchemaRule.error(
        "SCH-046", "A field SHALL NOT give another semantic type than its type gives.")
    static let rangeOrder = SchemaRule.warning(
        "SCH-047", "A least value above the greatest value SHALL be kept, with a warning.")
    static let sinceVersion = SchemaRule.error(
        "SCH-048", "A `sinceVersion` SHALL NOT be above the version of the schema.")

    static let types = [
        typeFound, circular, expansion, primitiveName, enumEncoding, setEncoding, literal,
        valueRange, valueIsNull, choiceBit, constantValue, constantLength, valueRef, valueRefType,
        valueRefPresence, nullValuePresence, semanticType, rangeOrder, sinceVersion,
    ]

    // MARK: Offsets and lengths

    static let memberOffset = SchemaRule.error(
        "SCH-050", "A member of a composite SHALL NOT start before the end of the one before it.")
    static let fieldOffset = SchemaRule.error(
        "SCH-051", "A field SHALL NOT start before the end of the field before it.")
    static let blockLength = SchemaRule.error(
        "SCH-052", "A block length SHALL NOT be less than what the fields of the block need.")
    static let size = SchemaRule.error(
        "SCH-053", "A type, a composite and a block SHALL NOT exceed 2147483647 bytes.")
    static let blockLengthWidth = SchemaRule.error(
        "SCH-054",
        "A block SHALL NOT be longer than the `blockLength` of its header or dimension can say.")
    static let idWidth = SchemaRule.error(
        "SCH-055",
        """
        The ids of the schema and of its messages, and its version, SHALL fit their fields of the \
        message header.
        """)

    static let layout = [memberOffset, fieldOffset, blockLength, size, blockLengthWidth, idWidth]

    // MARK: Headers, dimensions and data

    static let header = SchemaRule.error(
        "SCH-060",
        """
        The message header SHALL be a composite with `blockLength`, `templateId`, `schemaId` and \
        `version`, each an integer and `blockLength` an unsigned one.
        """)
    static let headerSigned = SchemaRule.warning(
        "SCH-061", "A signed integer in a message header SHALL be accepted with a warning.")
    static let dimension = SchemaRule.error(
        "SCH-062",
        """
        A dimension SHALL be a composite with `blockLength`, an unsigned integer, and \
        `numInGroup`, an integer that is not below zero.
        """)
    static let uint32Max = SchemaRule.error(
        "SCH-063",
        """
        A length or a count of type `uint32` SHALL give a `maxValue` of at most 2147483647, and \
        none SHALL give one above what its type can hold.
        """)
    static let countRange = SchemaRule.error(
        "SCH-064", "The least count of a group SHALL NOT be above its greatest count.")
    static let data = SchemaRule.error(
        "SCH-065",
        """
        Data SHALL be a composite with `length`, an unsigned integer, and after it `varData` as \
        the last member on the wire.
        """)
    static let dataPresence = SchemaRule.error(
        "SCH-066", "Data SHALL NOT be optional or constant.")
    static let framingArray = SchemaRule.warning(
        "SCH-067",
        """
        An array in the place of a length, a count or an id SHALL count by its first element, with \
        a warning.
        """)

    static let framing = [
        header, headerSigned, dimension, uint32Max, countRange, data, dataPresence, framingArray,
    ]

    // MARK: SBE 2.0

    static let alignment = SchemaRule.error(
        "SCH-071", "A schema of SBE 2.0 SHALL NOT give an `alignment`.")
    static let elementCounts = SchemaRule.error(
        "SCH-072",
        """
        A header or dimension of a schema of SBE 2.0 SHALL NOT have `numGroups` or \
        `numVarDataFields`.
        """)
    static let changedType = SchemaRule.error(
        "SCH-073",
        """
        A field SHALL NOT change the range, the null value or the value of an enumeration, a set or \
        a composite.
        """)

    static let editions = [alignment, elementCounts, changedType]
}
