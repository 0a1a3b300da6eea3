import FuzzTarget

/// Schemas in Pinion's language: lexer, imports, parser, formatter, both printers, emitter.
enum FuzzLanguage: FuzzTarget {
    static func test(_ input: Span<UInt8>) {
        let text = input.array
        let schema = SchemaChecks.compile(text, path: "a.pinion")
        SchemaChecks.format(text, of: schema, path: "a.pinion")
        guard let schema else { return }
        SchemaChecks.use(schema, of: text, path: "a.pinion")
    }
}

/// What libFuzzer calls for each input.
@c(LLVMFuzzerTestOneInput)
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // SAFETY: libFuzzer gives that many bytes, and keeps them until this returns.
    unsafe FuzzLanguage.run(start, count)
}
