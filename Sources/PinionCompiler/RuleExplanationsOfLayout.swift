/// Why the rules on offsets, lengths, headers, dimensions and data are as they are.
extension RuleExplanation {
    // MARK: Offsets and lengths

    static let ofLayout: [RuleExplanation] = [
        RuleExplanation(
            "SCH-050", "The two would share bytes, and writing one would change the other.",
            .declarations,
            """
            composite Decimal {
                mantissa: int64
                exponent: int8 (offset 4)
            }
            """,
            mended: """
                composite Decimal {
                    mantissa: int64
                    exponent: int8 (offset 8)
                }
                """),
        RuleExplanation(
            "SCH-051",
            """
            The two would share bytes, and writing one would change the other. Without an `offset`, \
            a field follows the one before it.
            """,
            .declarations,
            """
            message Quote @1 {
                price @1: int64
                size @2: uint32 (offset 4)
            }
            """,
            mended: """
                message Quote @1 {
                    price @1: int64
                    size @2: uint32 (offset 8)
                }
                """),
        RuleExplanation(
            "SCH-052",
            """
            The last fields would lie outside of their block. Without a `blockLength`, a block is as \
            long as its fields need.
            """,
            .declarations,
            """
            message Quote @1 (blockLength 8) {
                price @1: int64
                size @2: uint32
            }
            """,
            mended: """
                message Quote @1 (blockLength 16) {
                    price @1: int64
                    size @2: uint32
                }
                """),
        RuleExplanation(
            "SCH-053", "No message is so long. What varies in length is data.",
            .declarations, "type Book: int64[2147483647]",
            mended: "type Book: int64[20]"),
        RuleExplanation(
            "SCH-054",
            """
            A reader skips what it does not know of a block by its length on the wire. Put some of \
            the fields into a group or data, or choose a wider `blockLength` for the header.
            """,
            .declarations,
            """
            type Page: char[70000]
            message News @1 {
                page @1: Page
            }
            """,
            mended: """
                message News @1 {
                    data page @1: varStringEncoding
                }
                """),
        RuleExplanation(
            "SCH-055",
            "A message under such an id would be sent under another one: the id's low bits.",
            .declarations, "message Quote @70000 {}",
            mended: "message Quote @7000 {}"),
    ]

    // MARK: Headers, dimensions and data

    private static let header = """
        composite messageHeader {
            blockLength: uint16
            templateId: uint16
            schemaId: uint16
            version: uint16
        }
        """

    private static let group = """
        message Book @1 {
            group levels @1: Size {
                price @2: int64
            }
        }
        """

    static let ofFraming: [RuleExplanation] = [
        RuleExplanation(
            "SCH-060",
            """
            These four are what a receiver reads before it knows anything else. They may be in any \
            order and of any width.
            """,
            .declarations,
            """
            composite messageHeader {
                blockLength: uint16
                templateId: uint16
            }
            """,
            mended: header),
        RuleExplanation(
            "SCH-061",
            """
            The reference implementation accepts it. Ids and versions are never below zero, and one \
            bit is lost.
            """,
            .declarations, header.replacing("templateId: uint16", with: "templateId: int16"),
            mended: header),
        RuleExplanation(
            "SCH-062",
            "A reader needs to know how many entries follow, and how long each one's block is.",
            .declarations,
            """
            composite Size {
                numInGroup: uint16
            }
            \(group)
            """,
            mended: """
                composite Size {
                    blockLength: uint16
                    numInGroup: uint16
                }
                \(group)
                """),
        RuleExplanation(
            "SCH-063",
            """
            Readers in some languages count in signed integers of 32 bits. A `maxValue` says that a \
            sender stays within them. The greatest value of a type is its null value, and no count.
            """,
            .declarations,
            """
            composite Text {
                length: uint32
                varData: char[0]
            }
            message News @1 {
                data page @1: Text
            }
            """,
            mended: """
                composite Text {
                    length: uint32 (maxValue 1000000)
                    varData: char[0]
                }
                message News @1 {
                    data page @1: Text
                }
                """),
        RuleExplanation(
            "SCH-064",
            "No group could be written: every number of entries is too small or too great.",
            .declarations,
            """
            composite Size {
                blockLength: uint16
                numInGroup: uint8 (minValue 9, maxValue 8)
            }
            \(group)
            """,
            mended: """
                composite Size {
                    blockLength: uint16
                    numInGroup: uint8 (minValue 1, maxValue 8)
                }
                \(group)
                """),
        RuleExplanation(
            "SCH-065",
            """
            A reader finds the bytes by their length, which has to come first, and what follows by \
            their end.
            """,
            .declarations,
            """
            composite Text {
                varData: char[0]
                length: uint16
            }
            message News @1 {
                data page @1: Text
            }
            """,
            mended: """
                composite Text {
                    length: uint16
                    varData: char[0]
                }
                message News @1 {
                    data page @1: Text
                }
                """),
        RuleExplanation(
            "SCH-066",
            "On the wire data always have a length, so that they are always there. None are of length 0.",
            .declarations,
            """
            message News @1 {
                data page @1: varStringEncoding?
            }
            """,
            mended: """
                message News @1 {
                    data page @1: varStringEncoding
                }
                """),
        RuleExplanation(
            "SCH-067",
            "The reference implementation takes the first element. A plain integer says the same.",
            .declarations, header.replacing("templateId: uint16", with: "templateId: uint16[2]"),
            mended: header),
    ]

    // MARK: Schemas of SBE 2.0

    /// A schema in the name space of SBE 2.0.
    private static func edition2(_ types: String = "", _ field: String) -> String {
        """
        <messageSchema xmlns="http://fixprotocol.io/2017/sbe" package="example" id="1">
            <types>
                <composite name="messageHeader">
                    <type name="blockLength" primitiveType="uint16"/>
                    <type name="templateId" primitiveType="uint16"/>
                    <type name="schemaId" primitiveType="uint16"/>
                    <type name="version" primitiveType="uint16"/>\(types)
                </composite>
            </types>
            <messages>
                <message name="Quote" id="1">
                    <field name="price" id="1" \(field)/>
                </message>
            </messages>
        </messageSchema>
        """
    }

    static let ofEditions: [RuleExplanation] = [
        RuleExplanation(
            "SCH-071",
            """
            It would count from where the buffer begins, so that the place of a field would depend \
            on what is before the message. An `offset` pads within a block.
            """,
            .document, edition2("", #"type="int64" alignment="8""#),
            mended: edition2("", #"type="int64""#)),
        RuleExplanation(
            "SCH-072",
            """
            Readers of SBE 2.0 walk a message by these counts, which writers of SBE 1.0 do not \
            write. Leave them out.
            """,
            .document,
            edition2(
                "\n            <type name=\"numGroups\" primitiveType=\"uint16\"/>",
                #"type="int64""#),
            mended: edition2("", #"type="int64""#)),
        RuleExplanation(
            "SCH-073",
            "SBE 1.0 has a place for that at types of numbers and characters only.",
            .document, edition2("", #"type="messageHeader" minValue="1""#),
            mended: edition2("", #"type="int64" minValue="1""#)),
    ]
}
