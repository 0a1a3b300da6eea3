/// Why the rules on types, their values and constants are as they are.
extension RuleExplanation {
    // MARK: Types and their values

    static let ofTypes: [RuleExplanation] = [
        RuleExplanation(
            "SCH-030", "Nothing is known of a type but what the schema says.",
            .declarations,
            """
            type Price: int64
            message Quote @1 {
                bid @1: Pirce
            }
            """,
            mended: """
                type Price: int64
                message Quote @1 {
                    bid @1: Price
                }
                """),
        RuleExplanation(
            "SCH-031",
            "It would be endless. What repeats is a group; what links is an id.",
            .declarations,
            """
            composite Leg {
                quantity: int32
                ref next: Leg
            }
            """,
            mended: """
                composite Leg {
                    quantity: int32
                    next: uint32
                }
                """),
        RuleExplanation(
            "SCH-032",
            """
            Composites that hold each other double in size with every level, so that a small text \
            could mean more members than memory holds. Make the composite flatter.
            """,
            .declarations,
            (0...32).reversed().map { level in
                let content = level == 32 ? "a: int8" : "ref a: C\(level + 1)"
                return "composite C\(level) { \(content) }"
            }.joined(separator: "\n"),
            mended: "composite C { a: int8 }"),
        RuleExplanation(
            "SCH-033",
            """
            These are `char`, `int8` to `int64`, `uint8` to `uint64`, `float` and `double`. \
            Everything else is declared from them.
            """,
            .declarations, "type Price: decimal64",
            mended: """
                composite Price {
                    mantissa: int64
                    exponent: int8 = -8
                }
                """),
        RuleExplanation(
            "SCH-034",
            """
            The standard names these. A wider number needs a type of its own, which then is the \
            encoding.
            """,
            .declarations,
            """
            enum Venue: uint32 {
                main = 70000
            }
            """,
            mended: """
                type VenueCode: uint32
                enum Venue: VenueCode {
                    main = 70000
                }
                """),
        RuleExplanation(
            "SCH-035", "Bits are counted in an unsigned integer.",
            .declarations,
            """
            set Flags: int16 {
                last = 0
            }
            """,
            mended: """
                set Flags: uint16 {
                    last = 0
                }
                """),
        RuleExplanation(
            "SCH-036",
            """
            A value that the type cannot hold could never be sent. A character is a character of \
            ASCII, and an integer is decimal.
            """,
            .declarations, "type Level: uint8 (maxValue 256)",
            mended: "type Level: uint8 (maxValue 250)"),
        RuleExplanation(
            "SCH-037",
            "A checking reader would refuse the value. Widen the range, or change the value.",
            .declarations,
            """
            type Code: uint8 (maxValue 5)
            enum Side: Code {
                buy = 1
                cross = 6
            }
            """,
            mended: """
                type Code: uint8 (maxValue 6)
                enum Side: Code {
                    buy = 1
                    cross = 6
                }
                """),
        RuleExplanation(
            "SCH-038",
            """
            Who reads it sees null, and not the value. Give the enumeration another null value, or \
            leave the name out: null needs none.
            """,
            .declarations,
            """
            enum Side: uint8 {
                buy = 1
                none = 255
            }
            """,
            mended: """
                enum Side: uint8 {
                    buy = 1
                }
                """),
        RuleExplanation(
            "SCH-039", "A choice is the number of a bit, not its mask: the third bit is 2, not 4.",
            .declarations,
            """
            set Flags: uint8 {
                last = 1
                recovery = 8
            }
            """,
            mended: """
                set Flags: uint8 {
                    last = 1
                    recovery = 3
                }
                """),
        RuleExplanation(
            "SCH-045",
            """
            A value that must be there has no use for a null value, unless fields of the type are \
            optional themselves. If the type is meant to be, say so.
            """,
            .declarations, "type Price: int64 (nullValue 0)",
            mended: "type Price: int64? (nullValue 0)"),
        RuleExplanation(
            "SCH-046",
            "The application would find two meanings for one field. Say it at the one or the other.",
            .declarations,
            """
            type Price: int64 (semanticType Price)
            message Quote @1 {
                size @1: Price (semanticType Qty)
            }
            """,
            mended: """
                type Price: int64 (semanticType Price)
                message Quote @1 {
                    size @1: int64 (semanticType Qty)
                }
                """),
        RuleExplanation(
            "SCH-047", "No value is in the range, so no writer that checks can write one.",
            .declarations, "type Level: uint8 (minValue 50, maxValue 1)",
            mended: "type Level: uint8 (minValue 1, maxValue 50)"),
        RuleExplanation(
            "SCH-048",
            """
            A reader decides by the version in the message whether the field is there. By this \
            schema nobody can ever send it. Raise the version of the schema with each addition.
            """,
            .schema,
            """
            schema example @1 (version 1)
            message Quote @1 {
                price @1: int64
                size @2: uint32 (sinceVersion 2)
            }
            """,
            mended: """
                schema example @1 (version 2)
                message Quote @1 {
                    price @1: int64
                    size @2: uint32 (sinceVersion 2)
                }
                """),
    ]

    // MARK: Constants

    static let ofConstants: [RuleExplanation] = [
        RuleExplanation(
            "SCH-040",
            "A constant is not on the wire: the schema is the only place to read it from.",
            .declarations,
            """
            type Exponent: int8 (presence constant)
            """,
            mended: """
                type Exponent: int8 = -8
                """),
        RuleExplanation(
            "SCH-041",
            "The rest would be cut off. Make the type as long as its text, or give no length.",
            .declarations, #"type Currency: char[3] = "EURO""#,
            mended: #"type Currency: char[3] = "EUR""#),
        RuleExplanation(
            "SCH-042", "It names the value as people do: `Side.buy`.",
            .declarations,
            """
            enum Side: char {
                buy = 'B'
            }
            message Order @1 {
                side @1: Side = sell
            }
            """,
            mended: """
                enum Side: char {
                    buy = 'B'
                }
                message Order @1 {
                    side @1: Side = buy
                }
                """),
        RuleExplanation(
            "SCH-043", "A reader would find a value there that the type of the constant cannot be.",
            .declarations,
            """
            enum Side: char {
                buy = 'B'
            }
            enum Kind: char {
                limit = 'L'
            }
            message Order @1 {
                kind @1: Kind = Side.buy
            }
            """,
            mended: """
                enum Side: char {
                    buy = 'B'
                }
                enum Kind: char {
                    limit = 'L'
                }
                message Order @1 {
                    kind @1: Kind = limit
                }
                """),
        RuleExplanation(
            "SCH-044",
            "Only a constant has its value in the schema; for others the attribute says nothing.",
            .declarations,
            """
            enum Side: char {
                buy = 'B'
            }
            type Buy: char (valueRef Side.buy)
            """,
            mended: """
                enum Side: char {
                    buy = 'B'
                }
                type Buy: char = Side.buy
                """),
    ]
}
