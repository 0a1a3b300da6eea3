import PinionCodec
import Testing

@Suite("Versions")
struct VersionTests {
    @Test("A frame of version 0 reads without what came later")
    func version0() throws {
        let frame = surveyVersion0
        let reading = try FrameView<Survey.Reading>(frame.span)
        #expect(reading.actingVersion == 0)
        #expect(reading.encodedLength == surveyVersion0.count)

        #expect(reading.grade == UInt8(ascii: "A"))
        #expect(reading.tiny == -5)
        #expect(reading.small == -300)
        #expect(reading.medium == -70_536)
        #expect(reading.large == -3)
        #expect(reading.byte == 7)
        #expect(reading.word == 0x1234)
        #expect(reading.double == 0x1234_5678)
        #expect(reading.quad == 0x0123_4567_89ab_cdef)
        #expect(reading.single == 1)
        #expect(reading.real == 0.1)
        #expect(reading.status == .suspect)
        #expect(reading.flags == [.calibrated, .night])
        #expect(reading.place.latitude == 100)
        #expect(reading.place.longitude == -100)
        #expect(String(reading.place.name) == "AB")
        #expect(reading.place.altitude == 16)
        #expect(reading.place.datum.description == "WGS84")
        #expect(Array(reading.samples) == [1, -32_768, 32_767])
        #expect(String(reading.label) == "ABC")

        #expect(reading.total == nil)
        #expect(reading.ratio == nil)
        let hasOrigin = reading.origin != nil
        #expect(!hasOrigin)
        #expect(reading.code.paddedCount == 0)
        #expect(reading.code.isEmpty == true)
        #expect(reading.steps.isEmpty == true)

        var probes = reading.probes
        #expect(probes.count == 2)
        if let probe = probes.next() {
            #expect(probe.depth == 10)
            #expect(probe.temperature == nil)
            #expect(probe.marks.isEmpty == true)
            #expect(String(probe.note) == "abc")
        }
        if let probe = probes.next() {
            #expect(probe.depth == -10)
            #expect(probe.temperature == 5)
            #expect(probe.note.isEmpty == true)
        }
        #expect(probes.isEmpty == true)
        #expect(reading.extras.isEmpty == true)
        #expect(reading.extras.indices == 0..<0)
        #expect(String(reading.summary) == "hi")
        #expect(reading.attachment.isEmpty == true)
    }

    @Test("A frame of version 1 reads with what that version added")
    func version1() throws {
        let frame = surveyVersion1
        let reading = try FrameView<Survey.Reading>(frame.span)
        #expect(reading.encodedLength == surveyVersion1.count)
        #expect(reading.total == 1000)
        #expect(reading.ratio == nil)
        if let origin = reading.origin {
            #expect(origin.longitude == 2)
            #expect(String(origin.name) == "XYX")
            #expect(origin.altitude == nil)
        } else {
            Issue.record("version 1 has an origin")
        }
        #expect(reading.code.isEmpty == true)
        #expect(reading.steps.count == 0)
        var texts: [String] = []
        reading.probes.forEach { probe in
            probe.marks.forEach { mark in texts.append(String(mark.text)) }
            texts.append(String(probe.note))
        }
        #expect(texts == ["a", "", "bb", "z"])
        #expect(reading.extras.count == 0)
        #expect(String(reading.summary) == "hi")
        #expect(reading.attachment.span.count == 3)
        #expect(reading.attachment.span[2] == 3)
    }

    @Test("A frame of a newer version reads as far as we know it")
    func newerVersion() throws {
        let frame = surveyVersion9
        let reading = try FrameView<Survey.Reading>(frame.span)
        #expect(reading.actingVersion == 9)
        #expect(reading.total == 0)
        #expect(reading.ratio == 1)
        #expect(String(reading.code) == "ZZ")
        #expect(Array(reading.steps) == [0x0102, 0x0304])
        #expect(reading.messageHeader.blockLength == 107)
        var probes = reading.probes
        if let probe = probes.next() {
            #expect(probe.temperature == 1)
            var marks = probe.marks
            #expect(marks.count == 1)
            if let mark = marks.next() { #expect(String(mark.text) == "a") }
        }
        #expect(reading.extras.count == 2)
        #expect(reading.extras[0].kind == .good)
        // An unknown value is kept.
        #expect(reading.extras[1].kind == Survey.Status(rawValue: 7))
        #expect(reading.attachment.isEmpty == true)
        // The part that we do not know lies behind the frame that we see.
        #expect(reading.encodedLength == surveyVersion9.count - 4)
    }

    @Test("A block that is shorter than its version's fields is refused")
    func shortBlock() throws {
        for (version, blockLength) in [(0, 70), (1, 96), (2, 102), (9, 102)] {
            var frame = surveyVersion9
            frame[1] = UInt8(blockLength)
            frame[5] = UInt8(version)
            let error = #expect(throws: FrameError.self) {
                _ = try FrameView<Survey.Reading>(frame.span)
            }
            #expect(error?.code == .blockTooShort)
            #expect(error?.expected == blockLength + 1)
            #expect(error?.found == blockLength)
        }
    }

    @Test("The block of a group's entry is held to the same, unless there are no entries")
    func shortEntryBlock() throws {
        let dimension = 6 + 71
        var frame = surveyVersion0
        frame[dimension + 1] = 3
        let error = #expect(throws: FrameError.self) {
            _ = try FrameView<Survey.Reading>(frame.span)
        }
        #expect(error == FrameError(code: .blockTooShort, expected: 4, found: 3))

        frame[dimension + 7] = 0
        let reading = try FrameView<Survey.Reading>(frame.span)
        #expect(reading.probes.isEmpty == true)
    }

    @Test("What is written reads back, at this version")
    func roundTrip() throws {
        let frame = try fullReading()
        #expect(
            hexadecimal(frame) == """
                00 68 c8 5a 00 02 00 80 80 00 80 00 00 00 80 00
                00 00 00 00 00 00 ff ff ff ff ff ff ff ff ff ff
                ff ff ff ff ff 7f c0 00 00 7f f8 00 00 00 00 00
                00 01 02 00 00 00 00 00 00 00 00 00 00 00 00 00
                ff ff 00 00 00 00 00 00 61 62 63 64 65 00 00 00
                0c 7f f8 00 00 00 00 00 00 ff ff ff f9 00 00 00
                00 58 59 00 00 ff ff c3 a9 00 01 00 02 00 00 04
                00 00 00 00 00 01 00 03 80 00 00 00 00 00 00 00
                00 02 05 66 69 72 73 74 00 00 04 6e 6f 74 65 00
                01 00 00 00 00 00 02 28 29 07 73 75 6d 6d 61 72
                79 00 03 00 00 01 02 03
                """)
        let reading = try FrameView<Survey.Reading>(frame.span)
        #expect(reading.encodedLength == frame.count)
        #expect(reading.grade == nil)
        #expect(reading.quad == nil)
        #expect(reading.single == nil)
        #expect(reading.place.altitude == nil)
        #expect(reading.status == .good)
        #expect(reading.extras[1].kind.rawValue == 41)
        #expect(String(reading.code) == "é")
        #expect(String(reading.summary) == "summary")
    }
}
