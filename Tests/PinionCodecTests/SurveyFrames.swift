import PinionCodec

// Frames of the three versions of `Survey.Reading`, written out by hand.

/// The fields that version 0 has: 71 bytes.
private let blockOfVersion0 = """
    41 | fb | fed4 | fffeec78 | fffffffffffffffd | 07 | 1234 | 12345678 | 0123456789abcdef
    3f800000 | 3fb999999999999a | 02 | 0201
    00000064 ffffff9c 414200 00 0010
    0001 8000 7fff | 4142430000
    """

/// Two probes as version 0 sends them: blocks of 4, no marks, a note each.
private let probesOfVersion0 = """
    0004 0000000000 02
    000a 8000 | 0003 616263
    fff6 0005 | 0000
    """

/// A frame of version 0: a block of 71 bytes, the group that this version has, one data field.
let surveyVersion0 = bytes("0047 c8 5a 0000 |" + blockOfVersion0 + probesOfVersion0 + "02 6869")

/// A frame of version 1: the block has 26 bytes more; a probe has marks; an attachment follows.
let surveyVersion1 = bytes(
    "0061 c8 5a 0001 |" + blockOfVersion0
        + "000003e8 | 7ff8000000000000 | 00000001 00000002 585958 00 ffff"
            + """
            0004 0000000000 01
            000a 8000 | 00000000 00000003 | 0161 00 026262 | 0001 7a
            """
        + "02 6869 | 0003 0000 010203")

/// A frame of a version after ours: longer blocks, and a part at the end that we do not know.
let surveyVersion9 = bytes(
    "006b c8 5a 0009 |" + blockOfVersion0
        + "00000000 | 3ff0000000000000 | 00000001 00000002 585958 00 0007"
        + "5a5a | 0102 0304 | eeeeeeee"
            + """
            0006 0000000000 01
            000a 0001 eeee | 00000002 00000001 | eeee 0161 | 0000
            0002 0000000000 02 | 01ee 07ee
            """
        + "00 | 0000 ffff | 01020304")

/// A frame of our version, with some of everything written.
func fullReading() throws(FrameError) -> [UInt8] {
    var buffer = [UInt8](repeating: 0xee, count: 400)
    var span = buffer.mutableSpan
    var writer = try FrameWriter<Survey.Reading>(&span)
    writer.status = .good
    writer.flags = [.night]
    writer.label = "abcde"
    writer.total = 12
    writer.origin.latitude = -7
    writer.origin.name = "XY"
    writer.steps = [1, 2]
    writer.code = try CharacterArray(String("é"))
    try writer.probes(count: 1) { _, probe throws(FrameError) in
        probe.depth = 3
        try probe.marks(count: 2) { index, mark throws(FrameError) in
            try mark.text(index == 0 ? "first" : "")
        }
        try probe.note("note")
    }
    try writer.extras(count: 2) { index, extra in
        extra.kind = Survey.Status(rawValue: UInt8(40 + index))
    }
    try writer.summary("summary")
    try writer.attachment([1, 2, 3].span)
    let count = try writer.finish()
    return Array(buffer[..<count])
}
