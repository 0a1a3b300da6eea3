import Foundation
import PinionCodec
import Testing

@Suite("The reference")
struct ReferenceTests {
    /// The bytes of the example: the columns of hexadecimal text in the page's first block of code.
    static func example() throws -> [UInt8] {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("spec/codec.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let blocks = text.components(separatedBy: "```")
        try #require(blocks.count > 2)
        return blocks[1].split(separator: "\n")
            .flatMap { line in bytes(line.components(separatedBy: "   ")[0]) }
    }

    // COD-1: "A message SHALL be its header, its root block, its groups and its variable data, in
    // the order of the schema, each directly behind the one before."
    @Test("The example of the page about messages is what a writer writes, and reads as it says")
    func messages() throws {
        var buffer = [UInt8](repeating: 0xee, count: 100)
        var count = 0
        do {
            var span = buffer.mutableSpan
            var quote = try FrameWriter<Example.Quote>(&span)
            quote.timestamp = 10_000_000_000
            quote.side = .buy
            quote.symbol = "PIN"
            quote.price.mantissa = 12_345
            try quote.levels(count: 2) { index, level in
                level.price = 100 + Int32(index)
                level.size = index == 0 ? 5 : 7
            }
            try quote.note("hi")
            count = try quote.finish()
        }
        let frame = try Self.example()
        #expect(hexadecimal(Array(buffer[..<count])) == hexadecimal(frame))

        let quote = try FrameView<Example.Quote>(frame.span)
        #expect(quote.price.exponent == -4)
        #expect(quote.spread == nil)
        #expect(quote.levels[1].price == 101)
        #expect(String(quote.note) == "hi")
    }

    // COD-18: "A reader SHALL accept an acting version that is newer than its own, and bytes behind
    // the last part that it knows."
    @Test("The example as a newer writer and as an older one would send it")
    func otherVersions() throws {
        var newer = try Self.example()
        newer[6] = 2
        newer += [1, 2, 3]
        let quote = try FrameView<Example.Quote>(newer.span)
        #expect(quote.encodedLength == newer.count - 3)

        var older = try Self.example()
        older.removeLast(4)
        older.removeSubrange(31..<35)
        older[0] = 23
        older[6] = 0
        let olderQuote = try FrameView<Example.Quote>(older.span)
        #expect(olderQuote.spread == nil)
        #expect(olderQuote.note.count == 0)
        #expect(olderQuote.levels[1].size == 7)
        #expect(olderQuote.encodedLength == older.count)
    }
}

@Suite("A composite that stands alone")
struct CompositeTests {
    @Test("Writes and reads, and says what it lacks")
    func alone() throws {
        var buffer = [UInt8](repeating: 0xff, count: 20)
        do {
            var span = buffer.mutableSpan
            let place = try CompositeWriter<Survey.Place>(&span)
            place.latitude = 5
            place.altitude = nil
        }
        #expect(buffer[..<14] == [0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff])
        #expect(buffer[14...].allSatisfy { $0 == 0xff })
        let frame = buffer
        let place = try FrameView<Survey.Place>(frame.span)
        #expect(place.latitude == 5)
        #expect(place.altitude == nil)
        let readError = #expect(throws: FrameError.self) {
            _ = try FrameView<Survey.Place>(frame.span.extracting(first: 13))
        }
        #expect(readError == FrameError(code: .truncated, expected: 14, found: 13))
        var small = [UInt8](repeating: 0xff, count: 13)
        do {
            var span = small.mutableSpan
            do throws(FrameError) {
                _ = try CompositeWriter<Survey.Place>(&span)
                Issue.record("14 bytes do not fit 13")
            } catch { #expect(error == FrameError(code: .noRoom, expected: 14, found: 13)) }
        }
        #expect(small.allSatisfy { $0 == 0xff })
    }
}

@Suite("Data written in place")
struct DataInPlaceTests {
    @Test("Are filled by a closure, zero where it leaves them, and may be written again")
    func inPlace() throws {
        var buffer = [UInt8](repeating: 0xff, count: 100)
        var span = buffer.mutableSpan
        var quote = try FrameWriter<Example.Quote>(&span)
        try quote.levels(count: 0) { _, _ in }
        do throws(FrameError) {
            try quote.appendData(1, Example.Text.self, count: 3) { bytes throws(FrameError) in
                throw FrameError(code: .tooLong, expected: 0, found: bytes.byteCount)
            }
            Issue.record("what the closure throws must come through")
        } catch { #expect(error.found == 3) }
        try quote.appendData(1, Example.Text.self, count: 4) { bytes in
            bytes.storeBytes(of: 0x41, toByteOffset: 1, as: UInt8.self)
        }
        let count = try quote.finish()
        #expect(Array(buffer[39..<count]) == [4, 0, 0, 0x41, 0, 0])
    }
}
