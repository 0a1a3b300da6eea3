/// What may change and what may not: of the schema as a whole, and of its messages.
extension ChangeStory {
    static let schemas: [ChangeStory] = [
        .whole("nothing", new: Head()),
        .whole("the version alone", new: Head(version: 2)),
        .whole("another schema id", "EVO-1", new: Head(id: 2)),
        .whole("another byte order", "EVO-2", new: Head(byteOrder: "bigEndian")),
        .whole("a wider block length in the header", "EVO-3", new: Head(header: "uint32")),
        .whole("a lower version", "EVO-4", new: Head(version: 0)),
        .whole("another package", "EVO-50", new: Head(package: "other")),
        .whole("a wider count", "EVO-33", new: Head(dimension: "uint32")),
        .whole("a narrower count", "EVO-33", new: Head(dimension: "uint8", countMax: 100)),
        .whole("a wider length of data", "EVO-34", new: Head(length: "uint32")),
        .whole("bytes become text", "EVO-34", "EVO-20", new: Head(data: "char")),
        .whole("a greater count", "EVO-52", new: Head(countMax: 2000)),
    ]

    static let templates: [ChangeStory] = [
        .messages(
            "a message is removed", "EVO-8",
            old: message + #"<message name="N" id="2"/>"#, new: message),
        .messages(
            "another template id", "EVO-9",
            old: #"<message name="N" id="2"/>"#, new: #"<message name="N" id="3"/>"#),
        .messages(
            "template ids are swapped", "EVO-9", "EVO-10", "EVO-9", "EVO-10",
            old: #"<message name="M" id="1"/><message name="N" id="2"/>"#,
            new: #"<message name="M" id="2"/><message name="N" id="1"/>"#),
        .messages(
            "a template id goes to another message", "EVO-10",
            old: #"<message name="N" id="2"><field name="a" id="1" type="uint32"/></message>"#,
            new: #"<message name="O" id="2"><field name="b" id="2" type="double"/></message>"#),
        .messages(
            "a message is renamed", "EVO-50",
            old: #"<message name="N" id="2"><field name="a" id="1" type="uint32"/></message>"#,
            new: #"<message name="O" id="2"><field name="a" id="1" type="uint32"/></message>"#),
        .messages(
            "a message is added", "EVO-40", old: message,
            new: message + #"<message name="N" id="2" sinceVersion="2"/>"#),
        .messages(
            "a message is added and does not say since when", "EVO-40", "EVO-54", old: message,
            new: message + #"<message name="N" id="2"/>"#),
        .messages(
            "a message is deprecated and has a semantic type", "EVO-53", "EVO-53",
            old: #"<message name="N" id="2"/>"#,
            new: #"<message name="N" id="2" deprecated="2" semanticType="8"/>"#),
    ]

    static let fields: [ChangeStory] = [
        .members(
            "a field is appended", "EVO-41", old: a, new: a + field("b", 2, "uint8", since: 2)),
        .members(
            "a field is put into padding", "EVO-41",
            old: a + #"<field name="c" id="3" type="uint8" offset="16"/>"#,
            new: a + field("b", 2, "uint32", since: 2)
                + #"<field name="c" id="3" type="uint8" offset="16"/>"#),
        .members(
            "a field is appended and the version is not raised", "EVO-5", "EVO-41", version: 1,
            old: a, new: a + field("b", 2, "uint8")),
        .members(
            "a field is appended and does not say since when", "EVO-41", "EVO-6", old: a,
            new: a + field("b", 2, "uint8")),
        .members(
            "a field is said to be newer than it is", "EVO-7", old: a,
            new: field("a", 1, "uint32", since: 2)),
        .members(
            "a field is put before another", "EVO-13", "EVO-41", old: a,
            new: field("b", 2, "uint8", since: 2) + a),
        .members(
            "fields are in another order", "EVO-13", "EVO-13",
            old: a + field("b", 2, "uint8"), new: field("b", 2, "uint8") + a),
        .members("a field is removed, and its room", "EVO-11", "EVO-14", old: a + b, new: a),
        .members(
            "a field is removed from the front", "EVO-11", "EVO-13", "EVO-14", old: a + b, new: b),
        .members(
            "a field is wider, and moves the next two", "EVO-15", "EVO-13", "EVO-46",
            old: a + b + field("c", 3, "uint8"),
            new: field("a", 1, "uint64") + b + field("c", 3, "uint8")),
        .members("a field is signed now", "EVO-15", old: a, new: field("a", 1, "int32")),
        .members("a field is renamed", "EVO-50", old: a, new: field("z", 1, "uint32")),
        .members(
            "the id of a field goes to another", "EVO-12", "EVO-14", old: a,
            new: field("z", 1, "int16")),
        .members(
            "ids of fields are swapped", "EVO-12", "EVO-12", old: a + b,
            new: field("a", 2, "uint32") + field("b", 1, "uint8")),
        .members("a field has another id", "EVO-51", old: a, new: field("a", 9, "uint32")),
        .members(
            "a field becomes a group", "EVO-15", "EVO-14", old: a, new: #"<group name="a" id="1"/>"#
        ),
        .members(
            "a required field becomes optional", "EVO-17", old: a,
            new: #"<field name="a" id="1" type="uint32" presence="optional"/>"#),
        .members(
            "another time unit and another epoch", "EVO-21", "EVO-21",
            old: #"<field name="a" id="1" type="uint64" timeUnit="second" epoch="UNIX"/>"#,
            new: #"<field name="a" id="1" type="uint64" timeUnit="nanosecond" epoch="TAI"/>"#),
        .members(
            "a time says what it counts", "EVO-53", old: field("a", 1, "uint64"),
            new: #"<field name="a" id="1" type="uint64" timeUnit="second"/>"#),
        .messages(
            "a block is longer", "EVO-46", old: #"<message name="M" id="1" blockLength="4"/>"#,
            new: #"<message name="M" id="1" blockLength="8"/>"#),
        .messages(
            "a block is shorter", "EVO-14", old: #"<message name="M" id="1" blockLength="8"/>"#,
            new: #"<message name="M" id="1" blockLength="4"/>"#),
    ]

    static let tails: [ChangeStory] = [
        .members(
            "a group is appended", "EVO-42", old: g("g", 2), new: g("g", 2) + g("h", 3, since: 2)),
        .members(
            "data are appended", "EVO-43", old: d("d", 2), new: d("d", 2) + d("e", 3, since: 2)),
        .members(
            "a group and data are added to fields alone", "EVO-42", "EVO-43", old: a,
            new: a + g("g", 2, since: 2) + d("d", 3, since: 2)),
        .members(
            "a group is added and the version is not raised", "EVO-5", "EVO-42", version: 1,
            old: a, new: a + g("g", 2)),
        .members(
            "data do not say since when", "EVO-43", "EVO-6", old: a, new: a + d("d", 2)),
        .members(
            "a group is put before one", "EVO-30", old: g("g", 2),
            new: g("h", 3, since: 2) + g("g", 2)),
        .members(
            "a group is put before data", "EVO-30", old: d("d", 2),
            new: g("g", 3, since: 2) + d("d", 2)),
        .members(
            "data are put before data", "EVO-31", old: d("d", 2),
            new: d("e", 3, since: 2) + d("d", 2)),
        .members(
            "groups and data are in another order", "EVO-29", "EVO-29",
            old: g("g", 1) + g("h", 2) + d("d", 3) + d("e", 4),
            new: g("h", 2) + g("g", 1) + d("e", 4) + d("d", 3)),
        .members(
            "data are added to the entries of a group", "EVO-32", old: g("g", 2),
            new: g("g", 2, d("d", 1, since: 2))),
        .members(
            "a group is added to the entries of a group", "EVO-32", old: g("g", 2, g("h", 1)),
            new: g("g", 2, g("h", 1) + g("i", 3, since: 2))),
        .members(
            "a field is appended to the block of a group", "EVO-41", old: g("g", 2, a),
            new: g("g", 2, a + field("b", 2, "uint8", since: 2))),
        .members(
            "a group and data are removed", "EVO-11", "EVO-11",
            old: a + g("g", 2) + d("d", 3), new: a),
        .members(
            "what is newer stands before what is older", "EVO-42", "EVO-43", "EVO-35",
            version: 3, old: a, new: a + g("g", 2, since: 3) + d("d", 3, since: 2)),
        .members(
            "a group and data are renamed", "EVO-50", "EVO-50", old: g("g", 2) + d("d", 3),
            new: g("h", 2) + d("e", 3)),
        .members(
            "a group is renamed and its block is changed", "EVO-12", old: g("g", 2, a),
            new: g("h", 2, field("z", 1, "double"))),
    ]

    private static let a = field("a", 1, "uint32")
    private static let b = field("b", 2, "uint8")

    private static func field(_ name: String, _ id: Int, _ type: String, since: Int = 0) -> String {
        #"<field name="\#(name)" id="\#(id)" type="\#(type)" sinceVersion="\#(since)"/>"#
    }

    private static func g(
        _ name: String, _ id: Int, _ members: String = "", since: Int = 0
    ) -> String {
        #"<group name="\#(name)" id="\#(id)" sinceVersion="\#(since)">\#(members)</group>"#
    }

    private static func d(_ name: String, _ id: Int, since: Int = 0) -> String {
        #"<data name="\#(name)" id="\#(id)" type="varDataEncoding" sinceVersion="\#(since)"/>"#
    }
}
