import FuzzTarget
import PinionCompiler

/// A schema, in either form, and messages of it: all up to the first byte 0 is the schema.
enum FuzzSchema: FuzzTarget {
    static func test(_ input: Span<UInt8>) {
        let end = input.indices.first { input[$0] == 0 } ?? input.count
        let text = input.extracting(0..<end).array
        // By its first character it is the one form or the other.
        guard let schema = SchemaChecks.compile(text, path: "a") else { return }
        let messages = input.extracting(min(end + 1, input.count)..<input.count)
        MessageChecks.decode(messages, by: FrameDecoder(schema: schema))
    }
}

/// What libFuzzer calls for each input.
@c(LLVMFuzzerTestOneInput)
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // SAFETY: libFuzzer gives that many bytes, and keeps them until this returns.
    unsafe FuzzSchema.run(start, count)
}
