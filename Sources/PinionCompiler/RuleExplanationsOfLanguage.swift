/// Why the rules on Pinion's language are as they are, and what is only advice.
extension RuleExplanation {
    static let ofLanguage: [RuleExplanation] = [
        RuleExplanation(
            "LNG-001",
            """
            One encoding for all means that bytes, columns and characters are the same to every \
            tool. Save the file as UTF-8. The example stands for a file whose quotes hold the byte \
            FF.
            """,
            .declarations, "type Letter: char[2] (description \"\u{fffd}\")",
            mended: "type Letter: char[2] (description \"é\")"),
        RuleExplanation(
            "LNG-002",
            """
            The bounds are far above those of every schema that is known, and keep what a hostile \
            file costs in proportion. Split the schema into files that it imports, or make it \
            flatter.
            """,
            .declarations,
            "message Deep @1 "
                + (1...64).map { "{ group g\($0) @\($0) " }.joined() + "{"
                + String(repeating: "}", count: 65),
            mended: "message Flat @1 { group g @1 {} }"),
        RuleExplanation(
            "LNG-003", "A name with other characters goes into back quotes.",
            .declarations, "type Price#: int64", mended: "type `Price#`: int64"),
        RuleExplanation(
            "LNG-004",
            "A quote that is forgotten would otherwise swallow the rest of the file.",
            .declarations, "type Currency: char[3] = \"EUR",
            mended: "type Currency: char[3] = \"EUR\""
        ),
        RuleExplanation(
            "LNG-005",
            """
            A backslash is written `\\\\`, and a character is one character; several are a text, in \
            double quotes.
            """,
            .declarations, #"type Separator: char = '\d'"#, mended: #"type Separator: char = '\\'"#),
        RuleExplanation(
            "LNG-006",
            "The grammar is in the reference. What is expected is said where something else stands.",
            .declarations, "type Price int64", mended: "type Price: int64"),
        RuleExplanation(
            "LNG-007",
            """
            It names the schema and its id, which everything else depends on. A file without one is \
            for others to import.
            """,
            .schema, "type Price: int64",
            mended: "schema example @1\ntype Price: int64\nmessage Empty @1 {}"),
        RuleExplanation(
            "LNG-008", "What an attribute with a slip was to say would be lost.",
            .declarations, "type Level: uint8 (max 50)", mended: "type Level: uint8 (maxValue 50)"),
        RuleExplanation(
            "LNG-009",
            """
            What a schema means is to follow from the files beside it, on every machine. The path \
            is relative to the file that imports.
            """,
            .declarations, "import \"/usr/share/pinion/types.pinion\"",
            mended: "import \"types.pinion\""),
        RuleExplanation(
            "LNG-010",
            "The digit 1 is the character of number 49, and nobody could tell which one is meant.",
            .declarations, "enum Side: char {\n    buy = 1\n}",
            mended: "enum Side: char {\n    buy = '1'\n}"),
        RuleExplanation(
            "LNG-011",
            """
            It becomes the description of the declaration that follows it. A remark about what is \
            before it, or about nothing, has two slashes.
            """,
            .declarations, "type Price: int64  /// in hundredths",
            mended: "/// In hundredths.\ntype Price: int64"),
        RuleExplanation(
            "LNG-012",
            "XML has no way of writing it, not even by its number. Leave the character out.",
            .declarations, #"type Line: char[2] (description "ends with \u{0}")"#,
            mended: #"type Line: char[2] (description "ends with NUL")"#),
    ]

    // MARK: Advice

    static let ofAdvice: [RuleExplanation] = [
        RuleExplanation(
            "SCH-080",
            """
            Swift's names are in camel case, and hyphens, dots and underscores go. The later one \
            gets something at its end, which its users have to look up, and may come to mean \
            another one when names are added.
            """,
            .declarations,
            """
            message Quote @1 {
                bid_price @1: int64
                bidPrice @2: int64
            }
            """,
            mended: """
                message Quote @1 {
                    bidPrice @1: int64
                    bestBidPrice @2: int64
                }
                """),
        RuleExplanation(
            "SCH-081",
            """
            The type says that it is on its way out, and the field that it is here to stay. \
            Deprecate the field too, or choose another type for a new one.
            """,
            .declarations,
            """
            type Price: int64 (deprecated 1)
            message Quote @1 {
                bid @1: Price
            }
            """,
            mended: """
                type Price: int64 (deprecated 1)
                message Quote @1 {
                    bid @1: Price (deprecated 1)
                }
                """),
        RuleExplanation(
            "SCH-082",
            """
            SBE packs fields unless they give offsets. With the largest first, each lies at a \
            multiple of its size and nothing is lost between them. Fields of messages that are in use \
            cannot move: this is advice for new ones.
            """,
            .declarations,
            """
            message Quote @1 {
                side @1: char
                price @2: int64 (offset 8)
            }
            """,
            mended: """
                message Quote @1 {
                    price @2: int64
                    side @1: char
                }
                """),
        RuleExplanation(
            "SCH-083",
            """
            Most processors read such a number as fast as another one, as long as it does not lie \
            across two cache lines; some read it slowly, and C++ code that overlays a struct cannot \
            read it at all. With the largest fields first, each lies at a multiple of its size. \
            Fields of messages that are in use cannot move: this is advice for new ones.
            """,
            .declarations,
            """
            message Quote @1 {
                side @1: char
                price @2: int64
            }
            """,
            mended: """
                message Quote @1 {
                    price @2: int64
                    side @1: char
                }
                """),
        RuleExplanation(
            "SCH-084",
            """
            Reading it needs both cache lines, and a load across them is slower. It is counted from \
            the start of the frame, its header included, as if that were at a multiple of 64; where \
            the entries of a group lie depends on the message, so that groups are left out. Move the \
            field, or put a smaller one before it. Fields of messages that are in use cannot move.
            """,
            .declarations,
            """
            type Text: char[52]
            type Isin: char[12]
            message News @1 {
                headline @1: Text
                instrument @2: Isin
            }
            """,
            mended: """
                type Text: char[52]
                type Isin: char[12]
                message News @1 {
                    instrument @2: Isin
                    headline @1: Text
                }
                """),
        RuleExplanation(
            "SCH-085",
            """
            A comment with `pinion:allow` silences warnings about the schema that it is in. By a slip \
            in the code it silences nothing, and errors are not silenced at all.
            """,
            .declarations,
            """
            // We keep the null value: pinion:allow SCH-45
            type Price: int64? (nullValue 0)
            """,
            mended: """
                // We keep the null value: pinion:allow SCH-045
                type Price: int64 (nullValue 0)
                """),
    ]
}
