/// Changes of types, groups and data that break readers, what to do instead, and what may be changed.
extension RuleExplanation {
    private static func using(_ type: String) -> String {
        "\(type)\nmessage Order @1 {\n    value @1: Value\n}"
    }

    private static func book(_ members: String...) -> String {
        "message Book @1 {\n" + members.map { "    \($0)\n" }.joined() + "}"
    }

    static let ofChangesOfTypes: [RuleExplanation] = [
        change(
            "EVO-22", old: using("enum Value: char { buy = 'B' }"),
            new: using("enum Value: char { buy = '1' }"),
            instead: using("enum Value: char { buy = 'B' }")),
        change(
            "EVO-23", old: using("enum Value: char { buy = 'B', cross = 'C' }"),
            new: using("enum Value: char { buy = 'B' }"),
            instead: using("enum Value: char { buy = 'B', cross = 'C' (deprecated 2) }")),
        change(
            "EVO-24", old: using("set Value: uint8 { last = 0 }"),
            new: using("set Value: uint8 { last = 1 }"),
            instead: using("set Value: uint8 { last = 0 }")),
        change(
            "EVO-25", old: using("set Value: uint8 { first = 0, last = 1 }"),
            new: using("set Value: uint8 { first = 0 }"),
            instead: using("set Value: uint8 { first = 0, last = 1 (deprecated 2) }")),
        change(
            "EVO-26", old: using("composite Value { mantissa: int64 }"),
            new: using("composite Value { mantissa: int64, exponent: int8 }"),
            instead: """
                composite Value { mantissa: int64 }
                composite Decimal { mantissa: int64, exponent: int8 }
                message Order @1 {
                    value @1: Value
                    exactValue @2: Decimal (sinceVersion 2)
                }
                """),
        change(
            "EVO-27", old: using("composite Value { mantissa: int64, exponent: int8 }"),
            new: using("composite Value { mantissa: int64 }"),
            instead: using("composite Value { mantissa: int64, exponent: int8 }")),
        change(
            "EVO-28", old: using("composite Value { mantissa: int64, exponent: int8 }"),
            new: using("composite Value { exponent: int8, mantissa: int64 }"),
            instead: using("composite Value { mantissa: int64, exponent: int8 }")),
        change(
            "EVO-29",
            old: book("group bids @1 { price @1: int64 }", "group asks @2 { price @1: int64 }"),
            new: book("group asks @2 { price @1: int64 }", "group bids @1 { price @1: int64 }"),
            instead: book(
                "group bids @1 { price @1: int64 }", "group asks @2 { price @1: int64 }")),
        change(
            "EVO-30", old: book("group asks @2 { price @1: int64 }"),
            new: book(
                "group bids @1 (sinceVersion 2) { price @1: int64 }",
                "group asks @2 { price @1: int64 }"),
            instead: book(
                "group asks @2 { price @1: int64 }",
                "group bids @1 (sinceVersion 2) { price @1: int64 }")),
        change(
            "EVO-31", old: book("data note @1"),
            new: book("data title @2 (sinceVersion 2)", "data note @1"),
            instead: book("data note @1", "data title @2 (sinceVersion 2)")),
        change(
            "EVO-32", old: book("group bids @1 { price @1: int64 }"),
            new: book("group bids @1 { price @1: int64, data note @2 (sinceVersion 2) }"),
            instead: book(
                "group bids @1 { price @1: int64 }",
                "group notes @2 (sinceVersion 2) { data note @1 (sinceVersion 2) }")),
        change(
            "EVO-33",
            old: """
                composite Size { blockLength: uint16, numInGroup: uint8 }
                \(book("group bids @1: Size { price @1: int64 }"))
                """,
            new: """
                composite Size { blockLength: uint16, numInGroup: uint16 }
                \(book("group bids @1: Size { price @1: int64 }"))
                """,
            instead: """
                composite Size { blockLength: uint16, numInGroup: uint8 }
                composite LongSize { blockLength: uint16, numInGroup: uint16 }
                \(book("group bids @1: Size { price @1: int64 }"))
                message LongBook @2 (sinceVersion 2) {
                    group bids @1: LongSize { price @1: int64 }
                }
                """),
        change(
            "EVO-34",
            old: """
                composite Text { length: uint8, varData: char[0] }
                \(book("data note @1: Text"))
                """,
            new: """
                composite Text { length: uint16, varData: char[0] }
                \(book("data note @1: Text"))
                """,
            instead: """
                composite Text { length: uint8, varData: char[0] }
                composite LongText { length: uint16, varData: char[0] }
                \(book("data note @1: Text", "data longNote @2: LongText (sinceVersion 2)"))
                """),
        change(
            "EVO-35", .schema,
            old: "schema example @1 (version 1)\n" + book("price @1: int64"),
            new: "schema example @1 (version 3)\n"
                + book(
                    "price @1: int64", "data title @2 (sinceVersion 3)",
                    "data note @3 (sinceVersion 2)"),
            instead: "schema example @1 (version 3)\n"
                + book(
                    "price @1: int64", "data note @3 (sinceVersion 2)",
                    "data title @2 (sinceVersion 3)")),
    ]

    // MARK: What may be added and changed

    static let ofAdditions: [RuleExplanation] = [
        change(
            "EVO-40", old: book("price @1: int64"),
            new: book("price @1: int64") + "\nmessage Halt @2 (sinceVersion 2) {}", instead: nil),
        change(
            "EVO-41", old: book("price @1: int64"),
            new: book("price @1: int64", "size @2: uint32 (sinceVersion 2)"), instead: nil),
        change(
            "EVO-42", old: book("price @1: int64"),
            new: book("price @1: int64", "group orders @2 (sinceVersion 2) { id @1: uint64 }"),
            instead: nil),
        change(
            "EVO-43", old: book("price @1: int64"),
            new: book("price @1: int64", "data note @2 (sinceVersion 2)"), instead: nil),
        change(
            "EVO-44", old: using("enum Value: char { buy = 'B' }"),
            new: using("enum Value: char { buy = 'B', sell = 'S' (sinceVersion 2) }"),
            instead: nil),
        change(
            "EVO-45", old: using("set Value: uint8 { first = 0 }"),
            new: using("set Value: uint8 { first = 0, last = 1 (sinceVersion 2) }"), instead: nil),
        change(
            "EVO-46", old: book("price @1: int64"),
            new: "message Book @1 (blockLength 16) { price @1: int64 }", instead: nil),
        change(
            "EVO-50", old: book("price @1: int64"), new: book("bestPrice @1: int64"), instead: nil),
        change("EVO-51", old: book("price @1: int64"), new: book("price @7: int64"), instead: nil),
        change(
            "EVO-52", old: using("type Value: uint8 (maxValue 50)"),
            new: using("type Value: uint8 (maxValue 100)"), instead: nil),
        change(
            "EVO-53", old: book("price @1: int64"), new: book("price @1: int64 (deprecated 2)"),
            instead: nil),
        change(
            "EVO-54", old: book("price @1: int64"),
            new: book("price @1: int64") + "\nmessage Halt @2 {}",
            instead: book("price @1: int64") + "\nmessage Halt @2 (sinceVersion 2) {}"),
    ]
}
