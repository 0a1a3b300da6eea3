/// Why the rules on the text, the structure and the names of schemas are as they are.
extension RuleExplanation {
    // MARK: The text

    static let ofText: [RuleExplanation] = [
        RuleExplanation(
            "SCH-001",
            """
            A text that is not well-formed has no structure that two programs would agree on. Each \
            element is closed by its own name, values of attributes are in quotes, and there is one \
            root.
            """,
            .types, #"<type name="Price" primitiveType=int64/>"#,
            mended: #"<type name="Price" primitiveType="int64"/>"#),
        RuleExplanation(
            "SCH-002",
            """
            One encoding for all means that bytes, columns and characters are the same to every \
            tool. Save the file as UTF-8, and let its declaration say so.
            """,
            .document,
            """
            <?xml version="1.0" encoding="UTF-16"?>
            <messageSchema package="example" id="1"/>
            """,
            mended: """
                <?xml version="1.0" encoding="UTF-8"?>
                <messageSchema package="example" id="1"/>
                """),
        RuleExplanation(
            "SCH-003",
            """
            A few lines of entities can stand for gigabytes of text, or for files that the author \
            of the schema has no business with. Write the text itself, or include a file.
            """,
            .document,
            """
            <!DOCTYPE messageSchema [<!ENTITY size "8">]>
            <messageSchema package="example" id="1"/>
            """,
            mended: #"<messageSchema package="example" id="1"/>"#),
        RuleExplanation(
            "SCH-004",
            """
            The bounds are far above those of every schema that is known, and keep what a hostile \
            file costs in proportion. Split the schema: a message can hold 64 levels of elements, \
            the schema and the types included.
            """,
            .document, String(repeating: "<a>", count: 65),
            mended: #"<messageSchema package="example" id="1"/>"#),
        RuleExplanation(
            "SCH-005",
            "Which of the two counts would depend on the tool. Keep the one that is meant.",
            .members, #"<field name="price" id="1" type="int64" id="2"/>"#,
            mended: #"<field name="price" id="1" type="int64"/>"#),
        RuleExplanation(
            "SCH-006",
            """
            Without declarations of entities there are five names: `&amp;`, `&lt;`, `&gt;`, \
            `&quot;` and `&apos;`. Another character is written as itself or by its number, and a \
            plain ampersand as `&amp;`.
            """,
            .types, #"<type name="Spread" primitiveType="int64" description="bid & ask"/>"#,
            mended: #"<type name="Spread" primitiveType="int64" description="bid &amp; ask"/>"#),
        RuleExplanation(
            "SCH-007",
            """
            What a schema means is to follow from the files beside it, on every machine. The path \
            is relative to the file that includes, and whole files of XML are included. An \
            `xi:fallback` says what to take where the file may be missing.
            """,
            .types, #"<xi:include href="/usr/share/sbe/types.xml"/>"#,
            mended: """
                <xi:include href="types.xml">
                    <xi:fallback/>
                </xi:include>
                """),
    ]

    // MARK: The structure

    static let ofStructure: [RuleExplanation] = [
        RuleExplanation(
            "SCH-010",
            """
            This is how a schema is told from other XML. A file whose root is `types` is for \
            another one to include.
            """,
            .document, #"<schema package="example" id="1"/>"#,
            mended: #"<messageSchema package="example" id="1"/>"#),
        RuleExplanation(
            "SCH-011",
            """
            A field without an id or a type cannot be laid out, and what has no name cannot be \
            asked for. The table in the reference says what each element needs.
            """,
            .members, #"<field name="price" type="int64"/>"#,
            mended: #"<field name="price" id="1" type="int64"/>"#),
        RuleExplanation(
            "SCH-012",
            """
            Ids, versions, offsets and lengths are counts. The bound is what the reference \
            implementation can hold. Hexadecimal, signs and units are not understood.
            """,
            .members, #"<field name="price" id="0x1F" type="int64"/>"#,
            mended: #"<field name="price" id="31" type="int64"/>"#),
        RuleExplanation(
            "SCH-013",
            "There are no others, and a slip would otherwise make an optional field required.",
            .members, #"<field name="price" id="1" type="int64" presence="mandatory"/>"#,
            mended: #"<field name="price" id="1" type="int64" presence="required"/>"#),
        RuleExplanation(
            "SCH-014",
            """
            The reference implementation does so in silence, and peers may be built by it. If the \
            other order was meant, every number would be read with its bytes reversed: write it in \
            full.
            """,
            .schema, "schema example @1 (byteOrder big)\nmessage Empty @1 {}",
            mended: "schema example @1 (byteOrder bigEndian)\nmessage Empty @1 {}"),
        RuleExplanation(
            "SCH-015",
            """
            There is nothing to encode or decode. A file that only declares types is one for \
            another schema to import or include.
            """,
            .schema, "schema example @1\ntype Price: int64",
            mended: """
                schema example @1
                type Price: int64
                message Quote @1 {
                    bid @1: Price
                }
                """),
        RuleExplanation(
            "SCH-016",
            """
            A composite has a fixed length, and groups and data have none. Put them into the \
            message, after its fields.
            """,
            .types,
            """
            <composite name="Party">
                <type name="role" primitiveType="uint8"/>
                <data name="note" id="1" type="varDataEncoding"/>
            </composite>
            """,
            mended: """
                <composite name="Party">
                    <type name="role" primitiveType="uint8"/>
                </composite>
                """),
        RuleExplanation(
            "SCH-017",
            """
            That is their order on the wire: the block has one length for all of its fields, and \
            what varies comes behind it.
            """,
            .declarations,
            """
            message Quote @1 {
                data note @1
                price @2: int64
            }
            """,
            mended: """
                message Quote @1 {
                    price @2: int64
                    data note @1
                }
                """),
        RuleExplanation(
            "SCH-018",
            """
            Schemas carry attributes of other tools. Without a prefix, one that is not known is \
            more often a slip, and then what it was to say is lost. Attributes with a prefix are \
            left alone.
            """,
            .types, #"<type name="Price" primitiveType="int64" maximum="9"/>"#,
            mended: #"<type name="Price" primitiveType="int64" maxValue="9"/>"#),
        RuleExplanation(
            "SCH-019",
            """
            What is in such an element is ignored as well: a field with a slip in its element is no \
            field of the message.
            """,
            .members, #"<filed name="price" id="1" type="int64"/>"#,
            mended: #"<field name="price" id="1" type="int64"/>"#),
    ]

    // MARK: Names

    static let ofNames: [RuleExplanation] = [
        RuleExplanation(
            "SCH-020",
            """
            The reference implementation takes the last one for fields and the first one elsewhere, \
            and we follow it. Nobody who reads the schema will guess so: rename one of the two.
            """,
            .declarations,
            """
            type Price: int32
            type Price: int64
            """,
            mended: """
                type Price: int32
                type WidePrice: int64
                """),
        RuleExplanation(
            "SCH-021", "Generated code has one type for each message, under its name.",
            .declarations,
            """
            message Quote @1 {}
            message Quote @2 {}
            """,
            mended: """
                message Quote @1 {}
                message QuoteRequest @2 {}
                """),
        RuleExplanation(
            "SCH-022",
            """
            The id is all that a receiver has to know a message by. Two messages with one id could \
            not be told apart.
            """,
            .declarations,
            """
            message Quote @1 {}
            message Trade @1 {}
            """,
            mended: """
                message Quote @1 {}
                message Trade @2 {}
                """),
        RuleExplanation(
            "SCH-023", "Fields are asked for by name, groups and data too.",
            .declarations,
            """
            message Quote @1 {
                price @1: int64
                price @2: int64
            }
            """,
            mended: """
                message Quote @1 {
                    bid @1: int64
                    ask @2: int64
                }
                """),
        RuleExplanation(
            "SCH-024",
            """
            The id is the name that stays when a field is renamed: versions of a schema are \
            compared by it.
            """,
            .declarations,
            """
            message Quote @1 {
                bid @1: int64
                ask @1: int64
            }
            """,
            mended: """
                message Quote @1 {
                    bid @1: int64
                    ask @2: int64
                }
                """),
        RuleExplanation(
            "SCH-025", "Members are asked for by name, in generated code and in JSON.",
            .declarations,
            """
            composite Decimal {
                digits: int64
                digits: int8
            }
            """,
            mended: """
                composite Decimal {
                    digits: int64
                    exponent: int8
                }
                """),
        RuleExplanation(
            "SCH-026",
            """
            The reference implementation keeps the last one in silence. The number of the first one \
            has no name then.
            """,
            .declarations,
            """
            enum Side: char {
                buy = 'B'
                buy = 'S'
            }
            """,
            mended: """
                enum Side: char {
                    buy = 'B'
                    sell = 'S'
                }
                """),
        RuleExplanation(
            "SCH-027",
            """
            A reader cannot tell which of the names the sender meant. Sometimes that is meant, \
            after a renaming: then nothing is wrong.
            """,
            .declarations,
            """
            enum Side: uint8 {
                buy = 1
                sell = 1
            }
            """,
            mended: """
                enum Side: uint8 {
                    buy = 1
                    sell = 2
                }
                """),
    ]
}
