import FuzzTarget
import PinionCodec
import PinionCompiler

/// Bytes that are read through generated views. The decoder of the same schema has to agree on what is a
/// message.
enum FuzzViews: FuzzTarget {
    static let nested = decoder("Tools/Fuzzing/Schemas/nested.pinion")
    static let market = decoder("Schemas/examples/market.pinion")

    private static func decoder(_ path: String) -> FrameDecoder {
        let source = SourceText(path: path, text: FixedSchemas.text(of: path))
        guard let schema = compile(source).schema else { fatalError("\(path) is no schema") }
        return FrameDecoder(schema: schema)
    }

    static func test(_ input: Span<UInt8>) {
        let nestedLength = NestedReader.read(input) ?? -1
        checkAgreement(nestedLength, input, nested)
        let marketLength = MarketReader.read(input) ?? -1
        checkAgreement(marketLength, input, market)
    }

    /// Whether the decoder finds as long a message; a length of -1 stands for none.
    private static func checkAgreement(
        _ length: Int, _ input: Span<UInt8>, _ decoder: FrameDecoder
    ) {
        var text: [UInt8] = []
        var decoded = -1
        var reason = ""
        do {
            decoded = try decoder.appendJSON(of: input, to: &text)
        } catch {
            reason = error.reason
        }
        check(decoded == length, "a view has \(length) bytes, the decoder \(decoded): \(reason)")
    }
}

/// What libFuzzer calls for each input.
@c(LLVMFuzzerTestOneInput)
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // SAFETY: libFuzzer gives that many bytes, and keeps them until this returns.
    unsafe FuzzViews.run(start, count)
}
