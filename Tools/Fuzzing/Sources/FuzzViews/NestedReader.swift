import PinionCodec

/// Reads all of a message of `nested.pinion`.
enum NestedReader {
    /// The message, or `nil` if the bytes are none.
    static func read(_ bytes: Span<UInt8>) -> Reading? {
        var digest = Digest()
        if let message = try? FrameView<Nested.Empty>(bytes) {
            digest.add(message.bytes)
            digest.add(message.actingVersion)
            return Reading(message)
        }
        if let message = try? FrameView<Nested.Flat>(bytes) {
            read(message, into: &digest)
            return Reading(message)
        }
        if let message = try? FrameView<Nested.Deep>(bytes) {
            read(message, into: &digest)
            return Reading(message)
        }
        return nil
    }

    private static func read(_ message: FrameView<Nested.Flat>, into digest: inout Digest) {
        digest.add(message.kind.rawValue)
        digest.add(message.flags.rawValue)
        digest.add(message.name)
        digest.add(message.triple)
        read(message.decimal, into: &digest)
        digest.add(message.real)
        digest.add(message.ratio)
        digest.add(message.added)
        digest.add(message.addedName)
        digest.add(message.addedTriple)
        if let decimal = message.addedDecimal { read(decimal, into: &digest) }
        digest.add(message.bytes)
        digest.add(message.messageHeader.templateId)
    }

    private static func read(_ decimal: FrameView<Nested.Decimal>, into digest: inout Digest) {
        digest.add(decimal.mantissa)
        digest.add(decimal.exponent)
        digest.add(decimal.fixed)
        digest.add(decimal.flags.rawValue)
        digest.add(decimal.inner.name)
        digest.add(decimal.inner.letter.rawValue)
    }

    private static func read(_ message: FrameView<Nested.Deep>, into digest: inout Digest) {
        digest.add(message.number)
        var outer = message.outer
        while let entry = outer.next() {
            digest.add(entry.kind?.rawValue)
            digest.add(entry.added)
            var middle = entry.middle
            while let entry = middle.next() {
                read(entry.decimal, into: &digest)
                entry.inner.forEach { entry in
                    digest.add(entry.letter.rawValue)
                    digest.add(entry.text)
                }
                digest.add(entry.blob)
            }
            let empty = entry.empty
            for index in empty.indices { digest.add(empty[index].actingVersion) }
            digest.add(entry.text)
        }
        for index in message.later.indices { digest.add(message.later[index].triple) }
        digest.add(message.bytes)
        digest.add(message.blob)
        digest.add(message.text)
        digest.add(message.encodedLength)
    }
}
