/// The rules on how a schema may change that are about types and additions.
extension SchemaChangeRule {
    // MARK: Types

    static let valueChanged = SchemaChangeRule(
        .breaking, "EVO-22",
        "A value of an enumeration SHALL keep its number.",
        """
        The number is what is sent. A reader of either version takes the value of the other for \
        another one, or for none that it knows.
        """)
    static let valueRemoved = SchemaChangeRule(
        .breaking, "EVO-23",
        "A value of an enumeration SHALL NOT be removed.",
        """
        A reader of the newer version does not know the number that older senders send. A value \
        that is no longer sent is marked `deprecated`, and stays. The name of the null value may \
        go: what holds it reads as null all the same.
        """)
    static let choiceMoved = SchemaChangeRule(
        .breaking, "EVO-24",
        "A choice of a set SHALL keep its bit.",
        """
        The bit is what is sent. A reader of either version takes the choice of the other for \
        another one, or for none that it knows.
        """)
    static let choiceRemoved = SchemaChangeRule(
        .breaking, "EVO-25",
        "A choice of a set SHALL NOT be removed.",
        """
        A reader of the newer version does not know the bit that older senders set. A choice that \
        is no longer sent is marked `deprecated`, and stays.
        """)
    static let memberAdded = SchemaChangeRule(
        .breaking, "EVO-26",
        "A member that takes bytes SHALL NOT be added to a composite.",
        """
        A composite has no length of its own on the wire: it cannot grow, and members have no \
        versions. A reader of the older version looks for what follows where the new member is, \
        and a reader of the newer version reads bytes of others, or padding, as the member. A new \
        composite for a new field can have the member.
        """)
    static let memberRemoved = SchemaChangeRule(
        .breaking, "EVO-27",
        "A member SHALL NOT be removed from a composite.",
        """
        A reader of the older version still reads it, from the bytes of whatever follows; and all \
        that follows has moved.
        """)
    static let memberMoved = SchemaChangeRule(
        .breaking, "EVO-28",
        "The members of a composite SHALL keep their offsets, and the composite its size.",
        """
        Members are found by their offsets. A reader of either version reads the bytes of another \
        member of the other, and what follows the composite has moved with its size.
        """)

    static let ofTypes = [
        valueChanged, valueRemoved, choiceMoved, choiceRemoved, memberAdded, memberRemoved,
        memberMoved,
    ]

    // MARK: Groups and data

    static let order = SchemaChangeRule(
        .breaking, "EVO-29",
        "Groups SHALL keep their order, and so SHALL data.",
        """
        Groups and data carry no ids on the wire: they are told apart by their order. A reader of \
        either version takes one of the other for another one.
        """)
    static let groupInserted = SchemaChangeRule(
        .breaking, "EVO-30",
        "A group SHALL NOT be added before a group or data that was there.",
        """
        A reader of the older version does not know the group. It takes its dimensions for those \
        of the group, or for the length of the data, that it expects there. A group can only be \
        added to a message without data; other additions are a new message.
        """)
    static let dataInserted = SchemaChangeRule(
        .breaking, "EVO-31",
        "Data SHALL NOT be added before data that were there.",
        "A reader of the older version takes the new data for those that it expects there.")
    static let addedToEntry = SchemaChangeRule(
        .breaking, "EVO-32",
        "A group or data SHALL NOT be added to the entries of a group.",
        """
        A reader of the older version finds the next entry behind the block and the groups and \
        data that it knows. There it finds the addition, and takes its bytes for the entry.
        """)
    static let dimension = SchemaChangeRule(
        .breaking, "EVO-33",
        "The dimensions of a group SHALL keep their layout.",
        """
        A reader of either version finds another block length and another number of entries there \
        than were sent.
        """)
    static let dataLength = SchemaChangeRule(
        .breaking, "EVO-34",
        "Variable data SHALL keep the layout of their length.",
        """
        A reader of either version finds another length there than was sent, and all that follows \
        is misplaced.
        """)
    static let addedOrder = SchemaChangeRule(
        .breaking, "EVO-35",
        "Groups and data that are added SHALL stand in the order of their versions.",
        """
        A reader of a version between the two knows only the later of the two parts, and takes the \
        earlier one, which it does not know, for it.
        """)

    static let ofTails = [
        order, groupInserted, dataInserted, addedToEntry, dimension, dataLength, addedOrder,
    ]

    // MARK: What may be added

    static let messageAdded = SchemaChangeRule(
        .compatible, "EVO-40",
        "A message MAY be added.",
        """
        A reader of the older version does not know its template, and skips the message by its \
        length, which whatever carries messages must tell. A reader of the newer version sees it \
        from newer senders only.
        """)
    static let fieldAdded = SchemaChangeRule(
        .compatible, "EVO-41",
        "A field MAY be added behind those of a block, or where the block had padding.",
        """
        A reader of the older version skips it with the rest of the block, whose length is on the \
        wire. A reader of the newer version takes it for absent in older messages, by their \
        version.
        """)
    static let groupAdded = SchemaChangeRule(
        .compatible, "EVO-42",
        "A group MAY be added behind all groups of a message without data.",
        """
        A reader of the older version stops before it, and skips it by the length of the message, \
        which whatever carries messages must tell: in a bare stream, the next message cannot be \
        found. A reader of the newer version finds no entries in older messages.
        """)
    static let dataAdded = SchemaChangeRule(
        .compatible, "EVO-43",
        "Data MAY be added behind all data of a message.",
        """
        A reader of the older version stops before them, and skips them by the length of the \
        message, which whatever carries messages must tell: in a bare stream, the next message \
        cannot be found. A reader of the newer version finds no bytes in older messages.
        """)
    static let valueAdded = SchemaChangeRule(
        .compatible, "EVO-44",
        "A value MAY be added to an enumeration.",
        """
        A reader of the older version has no name for it, and keeps its number. It must be ready \
        for that.
        """)
    static let choiceAdded = SchemaChangeRule(
        .compatible, "EVO-45",
        "A choice MAY be added to a set.",
        "A reader of the older version has no name for the bit, and keeps it.")
    static let blockLonger = SchemaChangeRule(
        .compatible, "EVO-46",
        "A block MAY become longer.",
        """
        A reader of the older version skips what it does not know of the block, whose length is on \
        the wire. A reader of the newer version accepts blocks that end with the last field that \
        their version has.
        """)

    static let ofAdditions = [
        messageAdded, fieldAdded, groupAdded, dataAdded, valueAdded, choiceAdded, blockLonger,
    ]

    // MARK: What may change

    static let renamed = SchemaChangeRule(
        .note, "EVO-50",
        "A message, a part of one, a type, a value or a choice MAY be renamed.",
        """
        Names are not on the wire: both readers read the same bytes as before. Code that uses \
        generated names, and JSON by those names, must follow.
        """)
    static let renumbered = SchemaChangeRule(
        .note, "EVO-51",
        "The id of a field, group or data MAY change to one that was not used.",
        """
        Ids of parts are not on the wire: both readers read the same bytes as before. Whoever \
        looks parts up by their ids must follow.
        """)
    static let bounds = SchemaChangeRule(
        .note, "EVO-52",
        """
        What is no part of the bytes MAY change: the bounds of a value, the null value of one that \
        is required, and members and fields that are constant may be added.
        """,
        """
        Both readers read the same bytes as before. A writer of one version may refuse a value \
        that the other accepts, and a reader must be ready for what the other version allows.
        """)
    static let words = SchemaChangeRule(
        .note, "EVO-53",
        """
        What a schema says about an element, such as its semantic type and that it is deprecated, \
        MAY change.
        """,
        "Both readers read the same bytes as before.")
    static let sinceNotTold = SchemaChangeRule(
        .note, "EVO-54",
        """
        A message, a value or a choice that is added SHOULD give a `sinceVersion` above the older \
        version.
        """,
        """
        Both readers read the same as with it. People cannot see in the schema since when older \
        readers know the element.
        """)

    static let ofNotes = [
        renamed, renumbered, bounds, words, sinceNotTold,
    ]
}
