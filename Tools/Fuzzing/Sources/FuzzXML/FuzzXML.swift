import FuzzTarget

/// Schemas in XML: reader, includes, parser, rules, both printers, emitter.
enum FuzzXML: FuzzTarget {
    static func test(_ input: Span<UInt8>) {
        let text = input.array
        guard let schema = SchemaChecks.compile(text, path: "a.xml") else { return }
        SchemaChecks.use(schema, of: text, path: "a.xml")
    }
}

/// What libFuzzer calls for each input.
@c(LLVMFuzzerTestOneInput)
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // SAFETY: libFuzzer gives that many bytes, and keeps them until this returns.
    unsafe FuzzXML.run(start, count)
}
