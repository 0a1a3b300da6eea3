import FuzzTarget
import PinionCompiler

/// Bytes that are read and printed through generated views. The decoder of the same schema has to agree on what
/// is a message, and on its JSON.
enum FuzzViews: FuzzTarget {
    static let nested = FixedSchemas.decoder("Tools/Fuzzing/Schemas/nested.pinion")
    static let market = FixedSchemas.decoder("Schemas/examples/market.pinion")

    static func test(_ input: Span<UInt8>) {
        checkAgreement(NestedReader.read(input), input, nested)
        checkAgreement(MarketReader.read(input), input, market)
    }

    /// Whether the decoder finds the same message, or none either.
    private static func checkAgreement(
        _ reading: Reading?, _ input: Span<UInt8>, _ decoder: FrameDecoder
    ) {
        var text: [UInt8] = []
        var decoded: Int?
        var reason = ""
        do {
            decoded = try decoder.appendJSON(of: input, to: &text)
        } catch {
            reason = error.reason
        }
        check(
            decoded == reading?.length,
            "a view has \(reading?.length ?? -1) bytes, the decoder \(decoded ?? -1): \(reason)")
        guard let reading else { return }
        check(
            reading.json == text,
            """
            a view prints another text than the decoder:
            \(String(decoding: reading.json, as: UTF8.self))
            \(String(decoding: text, as: UTF8.self))
            """)
    }
}

/// What libFuzzer calls for each input.
@c(LLVMFuzzerTestOneInput)
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // SAFETY: libFuzzer gives that many bytes, and keeps them until this returns.
    unsafe FuzzViews.run(start, count)
}
