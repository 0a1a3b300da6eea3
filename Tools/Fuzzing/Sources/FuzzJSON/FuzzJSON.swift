import FuzzTarget
import PinionCompiler

/// JSON texts that are encoded by one of a few schemas: the first byte says by which.
enum FuzzJSON: FuzzTarget {
    static func test(_ input: Span<UInt8>) {
        guard !input.isEmpty else { return }
        let decoder = FixedSchemas.decoders[Int(input[0]) % FixedSchemas.decoders.count]
        TextChecks.encode(input.extracting(1..<input.count).array, by: decoder)
    }
}

/// What libFuzzer calls for each input.
@c(LLVMFuzzerTestOneInput)
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // SAFETY: libFuzzer gives that many bytes, and keeps them until this returns.
    unsafe FuzzJSON.run(start, count)
}
