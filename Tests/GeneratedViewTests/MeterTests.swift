import PinionCodec
import Testing

/// Big-endian, with a header and dimensions unlike the recommended ones, and names that Swift has other
/// plans for: `meters.pinion`.
struct MeterTests {
    static func reading() throws -> [UInt8] {
        try encoded { storage in
            var bytes = storage.mutableSpan
            var reading = try FrameWriter<Meters.Reading>(&bytes)
            reading.messageHeader.sequence = 0x0102_0304
            reading.self_ = 0xa0a1_a2a3
            reading.class = .default
            reading.total.mantissa = -2
            reading.place.position.latitude = 1.5
            reading.place.position.kind = .guessed
            reading.place.flags = [.locked, .indoors]
            reading.samples = [1, -1, 256, .min, .max]
            reading.ratios = [0.5, -0.5]
            reading.labelText = "meter"
            reading.bytes_ = 0x1122
            try reading.hours(count: 2) { index, hour throws(FrameError) in
                hour.hour = UInt8(index)
                hour.amount.mantissa = index == 0 ? 7 : nil
                try hour.events(count: index) { _, event throws(FrameError) in
                    event.code = 0x0102_0304_0506_0708
                    try event.text("hot")
                }
            }
            try reading.events(count: 1) { _, event in
                event.code = 0x1122
                event.at = -1
            }
            let signature: [UInt8] = [1, 2, 3]
            try reading.signature(signature.span)
            try reading.note("ok")
            return try reading.finish()
        }
    }

    @Test("Each number lies where the schema says, its most significant byte first")
    func bytes() throws {
        let bytes = try Self.reading()
        let picture = """
            01 02 03 04 03 07 00 00 00 4e 00 00 01 2c
            a0 a1 a2 a3 03 00 00 00
            ff ff ff ff ff ff ff fe
            3f f8 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 02
            80 00 00 01
            80 00 00 00 00 00 00 00
            00 01 ff ff 01 00 80 00 7f ff
            3f 00 00 00 bf 00 00 00
            6d 65 74 65 72 00 00 00
            11 22 80 00 00 00
            00 09 00 00 00 00 00 02
            00 00 00 00 00 00 00 00 07
            00 00 00 00 08
            01 80 00 00 00 00 00 00 00
            00 00 00 01 08
            01 02 03 04 05 06 07 08
            03 68 6f 74
            00 00 00 01 0c
            11 22 00 00 ff ff ff ff ff ff ff ff
            00 03 01 02 03
            02 6f 6b
            """
        #expect(hexadecimal(bytes) == picture.split(separator: "\n").joined(separator: " "))
    }

    @Test("JSON has what the header has beside the four members that each has")
    func json() throws {
        let bytes = try Self.reading()
        let reading = try FrameView<Meters.Reading>(bytes.span)
        let start = """
            {"message":"Reading","templateId":7,"schemaId":300,"version":3,\
            "header":{"sequence":16909060},"fields":{
            """
        #expect(String(json: reading).hasPrefix(start))
    }

    @Test("What was written is what is read")
    func roundTrip() throws {
        let bytes = try Self.reading()
        let reading = try FrameView<Meters.Reading>(bytes.span)

        #expect(reading.encodedLength == bytes.count)
        #expect(reading.messageHeader.sequence == 0x0102_0304)
        #expect(reading.messageHeader.version == 3)
        #expect(reading.self_ == 0xa0a1_a2a3)
        #expect(reading.class == .default)
        #expect(reading.total.mantissa == -2)
        #expect(reading.total.exponent == -4)
        #expect(reading.place.position.latitude == 1.5)
        #expect(reading.place.position.kind == .guessed)
        #expect(reading.place.flags == [.locked, .indoors])
        #expect(reading.place.height.mantissa == nil, "never written, so null")
        #expect([Int16](reading.samples) == [1, -1, 256, .min, .max])
        #expect([Float](reading.ratios) == [0.5, -0.5])
        #expect(String(reading.labelText) == "meter")
        #expect(reading.bytes_ == 0x1122)
        #expect(reading._3phase == nil)
        #expect(reading.signature.count == 3)
        #expect(String(reading.note) == "ok")

        var hours = reading.hours
        let first = hours.next()!
        #expect(first.hour == 0)
        #expect(first.amount.mantissa == 7)
        let second = hours.next()!
        #expect(second.hour == 1)
        #expect(second.amount.mantissa == nil)
        var events = second.events
        let event = events.next()!
        #expect(event.code == 0x0102_0304_0506_0708)
        #expect(String(event.text) == "hot")
        #expect(reading.events[0].code == 0x1122)
        #expect(reading.events[0].at == -1)
    }

    @Test("A group takes as many entries as its dimensions allow, and no more")
    func tooManyEntries() throws {
        var storage = [UInt8](repeating: 0, count: 16_384)
        var bytes = storage.mutableSpan
        var reading = try FrameWriter<Meters.Reading>(&bytes)
        do throws(FrameError) {
            try reading.hours(count: 255) { _, _ in }
            Issue.record("a count of 255 is the null value of a uint8")
        } catch {
            #expect(error.code == .tooManyEntries && error.expected == 254)
        }
        try reading.hours(count: 254) { _, hour throws(FrameError) in
            try hour.events(count: 0) { _, _ in }
        }
        do throws(FrameError) {
            try reading.events(count: 1001) { _, _ in }
            Issue.record("the schema allows 1000")
        } catch {
            #expect(error.code == .tooManyEntries && error.expected == 1000)
        }
    }

    @Test("A message and a composite of one name both have a Swift type")
    func sharedName() throws {
        let bytes = try encoded { storage in
            var bytes = storage.mutableSpan
            var decimal = try FrameWriter<Meters.Decimal>(&bytes)
            decimal.value.mantissa = 12
            return try decimal.finish()
        }
        #expect(try FrameView<Meters.Decimal>(bytes.span).value.mantissa == 12)
        #expect(Meters.DecimalComposite.blockLength == 8)
    }
}
