/// Changes that break readers, and what to do instead: of the schema, its messages and their parts.
extension RuleExplanation {
    /// A change from `old` to `new`; `instead` is what could be done in its place.
    static func change(
        _ code: String, _ place: Place = .declarations, old: String, new: String, instead: String?
    ) -> RuleExplanation {
        let reason = SchemaChangeRule.rule(code: code)?.explanation ?? ""
        return RuleExplanation(code, reason, place, old: old, new, mended: instead)
    }

    /// A message with these members.
    private static func quote(_ members: String...) -> String {
        "message Quote @1 {\n" + members.map { "    \($0)\n" }.joined() + "}"
    }

    static let ofChanges: [RuleExplanation] = [
        change(
            "EVO-1", .schema, old: "schema example @1\n\(quote())",
            new: "schema example @2\n\(quote())",
            instead: "schema example @1 (version 1)\n\(quote())"),
        change(
            "EVO-2", .schema, old: "schema example @1\n\(quote())",
            new: "schema example @1 (byteOrder bigEndian)\n\(quote())",
            instead: "schema example @1 (version 1)\n\(quote())"),
        change(
            "EVO-3", old: quote(),
            new: """
                composite messageHeader {
                    blockLength: uint16
                    templateId: uint32
                    schemaId: uint16
                    version: uint16
                }
                \(quote())
                """,
            instead: quote()),
        change(
            "EVO-4", .schema, old: "schema example @1 (version 2)\n\(quote())",
            new: "schema example @1 (version 1)\n\(quote())",
            instead: "schema example @1 (version 3)\n\(quote())"),
        change(
            "EVO-5", .schema, old: "schema example @1 (version 1)\n\(quote())",
            new: "schema example @1 (version 1)\n\(quote("bid @1: int64"))",
            instead: "schema example @1 (version 2)\n\(quote("bid @1: int64 (sinceVersion 2)"))"),
        change(
            "EVO-6", old: quote("bid @1: int64"), new: quote("bid @1: int64", "ask @2: int64"),
            instead: quote("bid @1: int64", "ask @2: int64 (sinceVersion 2)")),
        change(
            "EVO-7", old: quote("bid @1: int64"), new: quote("bid @1: int64 (sinceVersion 2)"),
            instead: quote("bid @1: int64")),
        change(
            "EVO-8", old: quote() + "\nmessage Trade @2 {}", new: quote(),
            instead: quote() + "\nmessage Trade @2 (deprecated 2) {}"),
        change(
            "EVO-9", old: quote() + "\nmessage Trade @2 {}", new: quote() + "\nmessage Trade @3 {}",
            instead: quote() + "\nmessage Trade @2 {}"),
        change(
            "EVO-10", old: "message Trade @2 { price @1: int64 }",
            new: "message Halt @2 { until @7: uint32 }",
            instead: """
                message Trade @2 (deprecated 2) { price @1: int64 }
                message Halt @3 (sinceVersion 2) { until @7: uint32 }
                """),
    ]

    static let ofChangesOfParts: [RuleExplanation] = [
        change(
            "EVO-11", old: quote("bid @1: int64", "ask @2: int64"), new: quote("bid @1: int64"),
            instead: quote("bid @1: int64", "ask @2: int64 (deprecated 2)")),
        change(
            "EVO-12", old: quote("bid @1: int64"),
            new: quote("best @2: int64", "level @1: uint8 (sinceVersion 2)"),
            instead: quote("bid @1: int64", "level @2: uint8 (sinceVersion 2)")),
        change(
            "EVO-13", old: quote("bid @1: int64"),
            new: quote("level @2: uint8 (sinceVersion 2)", "bid @1: int64"),
            instead: quote("bid @1: int64", "level @2: uint8 (sinceVersion 2)")),
        change(
            "EVO-14", old: "message Quote @1 (blockLength 16) { bid @1: int64 }",
            new: "message Quote @1 { bid @1: int64 }",
            instead: "message Quote @1 (blockLength 16) { bid @1: int64 }"),
        change(
            "EVO-15", old: quote("size @1: uint32"), new: quote("size @1: float"),
            instead: quote(
                "size @1: uint32 (deprecated 2)", "fraction @2: float (sinceVersion 2)")),
        change(
            "EVO-16", old: "type Symbol: char[8]\n\(quote("symbol @1: Symbol"))",
            new: "type Symbol: char[12]\n\(quote("symbol @1: Symbol"))",
            instead: """
                type Symbol: char[8]
                type LongSymbol: char[12]
                \(quote("symbol @1: Symbol", "longSymbol @2: LongSymbol (sinceVersion 2)"))
                """),
        change(
            "EVO-17", old: quote("size @1: uint32"), new: quote("size @1: uint32?"),
            instead: quote(
                "size @1: uint32 (deprecated 2)", "sizeIfKnown @2: uint32? (sinceVersion 2)")),
        change(
            "EVO-18", old: "type Size: uint32?\n\(quote("size @1: Size"))",
            new: "type Size: uint32? (nullValue 0)\n\(quote("size @1: Size"))",
            instead: "type Size: uint32?\n\(quote("size @1: Size"))"),
        change(
            "EVO-19", old: "type Exponent: int8 = -8\n\(quote("exponent @1: Exponent"))",
            new: "type Exponent: int8 = -6\n\(quote("exponent @1: Exponent"))",
            instead: """
                type Exponent: int8 = -8
                type FineExponent: int8 = -6
                \(quote("exponent @1: Exponent"))
                message FineQuote @2 (sinceVersion 2) {
                    exponent @1: FineExponent
                }
                """),
        change(
            "EVO-20",
            old: "type Name: char[8] (characterEncoding US-ASCII)\n\(quote("name @1: Name"))",
            new: "type Name: char[8] (characterEncoding UTF-16)\n\(quote("name @1: Name"))",
            instead: """
                type Name: char[8] (characterEncoding US-ASCII)
                \(quote("name @1: Name", "data anyName @2: varStringEncoding (sinceVersion 2)"))
                """),
        change(
            "EVO-21", old: quote("time @1: uint64 (timeUnit millisecond)"),
            new: quote("time @1: uint64 (timeUnit nanosecond)"),
            instead: quote(
                "time @1: uint64 (timeUnit millisecond, deprecated 2)",
                "timeNanoseconds @2: uint64 (timeUnit nanosecond, sinceVersion 2)")),
    ]
}
