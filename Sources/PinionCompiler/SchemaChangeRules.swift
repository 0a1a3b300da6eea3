/// The rules on how a schema may change that are about the schema, its messages and their parts.
extension SchemaChangeRule {
    /// Every rule, by the number in its code.
    public static let all: [SchemaChangeRule] =
        ofWhole + ofMessages + ofParts + ofTypes + ofTails + ofAdditions + ofNotes

    /// The rule with a code such as `EVO-13`.
    public static func rule(code: String) -> SchemaChangeRule? {
        all.first { $0.code == code }
    }

    // MARK: The schema as a whole

    static let schemaId = SchemaChangeRule(
        .breaking, "EVO-1",
        "A newer version of a schema SHALL keep the schema's id.",
        """
        Each message header names the schema. A reader of either version takes the messages of the \
        other for those of another schema, and refuses them.
        """)
    static let byteOrder = SchemaChangeRule(
        .breaking, "EVO-2",
        "A newer version of a schema SHALL keep the byte order.",
        """
        The byte order is not on the wire. A reader of either version reads every number of the \
        other, the header's included, with its bytes reversed.
        """)
    static let header = SchemaChangeRule(
        .breaking, "EVO-3",
        "The message header SHALL keep its layout.",
        """
        The header is read before anything is known of a message, its version included. A reader \
        of either version finds other ids and lengths there than were sent.
        """)
    static let versionLowered = SchemaChangeRule(
        .breaking, "EVO-4",
        "A newer version of a schema SHALL NOT have a lower version number.",
        """
        A reader tells by the version in the header which parts a message has. By a lower number, \
        a reader of the older version takes parts for absent that are there, and takes their bytes \
        for those of others.
        """)
    static let versionNotRaised = SchemaChangeRule(
        .breaking, "EVO-5",
        """
        A newer version of a schema SHALL have a higher version number if it adds fields, groups \
        or data.
        """,
        """
        By the number in the header, messages with the additions and messages without them look \
        the same. A reader of the newer version looks for the additions in messages that do not \
        have them, and reads other bytes as theirs.
        """)
    static let sinceMissing = SchemaChangeRule(
        .breaking, "EVO-6",
        """
        A field, group or data that is added SHALL give a `sinceVersion` above the older version.
        """,
        """
        A reader of the newer version takes what has no such `sinceVersion` for a part of older \
        messages, too: it refuses them, or reads other bytes as the new part. A reader of the \
        older version sees no difference.
        """)
    static let sinceChanged = SchemaChangeRule(
        .breaking, "EVO-7",
        "A field, group or data SHALL keep its `sinceVersion`.",
        """
        Raised, it makes a reader of the newer version take the part for absent where it was sent, \
        which loses a field and misplaces all that follows a group or data. Lowered, it does the \
        opposite to still older messages.
        """)

    static let ofWhole = [
        schemaId, byteOrder, header, versionLowered, versionNotRaised, sinceMissing,
        sinceChanged,
    ]

    // MARK: Messages

    static let messageRemoved = SchemaChangeRule(
        .breaking, "EVO-8",
        "A message SHALL NOT be removed.",
        """
        A reader of the newer version does not know the template and cannot read such messages. A \
        reader of the older version waits in vain for them. A message that is no longer sent is \
        marked `deprecated`, and stays.
        """)
    static let templateIdChanged = SchemaChangeRule(
        .breaking, "EVO-9",
        "A message SHALL keep its template id.",
        """
        A reader knows a message by its template id alone. A reader of either version does not \
        know the id under which the other sends the message.
        """)
    static let templateIdReused = SchemaChangeRule(
        .breaking, "EVO-10",
        "A template id SHALL NOT be given to another message.",
        """
        A reader of the older version reads the new message as the one that had the id, and a \
        reader of the newer one reads the old message as the new one. The bytes fit by accident, \
        or not at all.
        """)

    static let ofMessages = [
        messageRemoved, templateIdChanged, templateIdReused,
    ]

    // MARK: Fields, groups and data

    static let partRemoved = SchemaChangeRule(
        .breaking, "EVO-11",
        "A field, group or data SHALL NOT be removed.",
        """
        A reader of the older version still looks for it, and reads the padding or the part that \
        is there instead. A reader of the newer version misplaces what follows a group or data \
        that older messages have. A part that is not used any more is marked `deprecated`, and \
        stays.
        """)
    static let idReused = SchemaChangeRule(
        .breaking, "EVO-12",
        "The id of a field, group or data SHALL NOT be given to another one.",
        """
        An id names a part to people, to tools and to other protocols of the same dictionary. \
        Whoever looks it up by the other version takes one part for another.
        """)
    static let offset = SchemaChangeRule(
        .breaking, "EVO-13",
        "A field SHALL keep its offset.",
        """
        Fields are found by their offsets. Where one is moved, put before others, made longer or \
        shorter, or put in another order, a reader of either version reads the bytes of another \
        field of the other.
        """)
    static let blockShorter = SchemaChangeRule(
        .breaking, "EVO-14",
        "A block SHALL NOT become shorter.",
        """
        A reader of the older version may refuse a block that is shorter than its own. Room that \
        is no longer used stays as padding.
        """)
    static let type = SchemaChangeRule(
        .breaking, "EVO-15",
        "A value SHALL keep its type.",
        """
        The type is not on the wire. A reader of either version takes the bytes of the other for a \
        value of another kind or another width; after a change of width it reads bytes of \
        neighbours.
        """)
    static let arrayLength = SchemaChangeRule(
        .breaking, "EVO-16",
        "An array SHALL keep its length.",
        """
        The length of a fixed array is not on the wire. A reader of either version cuts values of \
        the other off, or reads bytes of neighbours with them. A longer text is a new field.
        """)
    static let presence = SchemaChangeRule(
        .breaking, "EVO-17",
        "A value SHALL keep its presence.",
        """
        A reader for which a value is required takes a null value for a number; one for which it \
        is optional takes a number for null. To or from a constant, bytes come or go, and all \
        behind them moves.
        """)
    static let nullValue = SchemaChangeRule(
        .breaking, "EVO-18",
        "A value that may be null SHALL keep its null value.",
        """
        A reader of either version takes the null value of the other for a value, and one of its \
        values for null.
        """)
    static let constant = SchemaChangeRule(
        .breaking, "EVO-19",
        "A constant SHALL keep its value.",
        """
        A constant is not on the wire. A reader of either version reads its own constant, whatever \
        the sender meant.
        """)
    static let characterEncoding = SchemaChangeRule(
        .breaking, "EVO-20",
        "Text SHALL keep its character encoding.",
        """
        The encoding is not on the wire. A reader of either version reads other characters than \
        were sent, wherever the encodings differ, and text as bytes or bytes as text.
        """)
    static let timeUnit = SchemaChangeRule(
        .breaking, "EVO-21",
        "A time SHALL keep its unit and its epoch.",
        """
        They are not on the wire. A reader of either version reads another point in time than was \
        sent.
        """)

    static let ofParts = [
        partRemoved, idReused, offset, blockShorter, type, arrayLength, presence, nullValue,
        constant, characterEncoding, timeUnit,
    ]
}
