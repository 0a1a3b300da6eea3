import PinionCodec

extension SessionTable {
    /// How many schemas a side names at most: with a cookie, an open of that many fits the shortest packet.
    public static var schemasMax: Int { 8 }
}

extension SessionEnvironment {
    /// Whether a schema that an open offers means other messages than this side's does.
    func contradicts(_ packet: PacketSlot, _ contents: PacketContents) -> Bool {
        guard schemas.count > 0,
            let offer = packet.frame(Transport.SchemaOffer.self, at: contents.schemaOffer)
        else { return false }
        let offered = offer.schemas
        // Eight by eight at most: the caller has counted them.
        for index in 0..<offered.count {
            let entry = offered[index]
            let theirs = SchemaIdentity(
                id: UInt64(entry.id), version: UInt64(entry.version),
                fingerprint: entry.fingerprint)
            for own in 0..<schemas.count where schemas[own].contradicts(theirs) { return true }
        }
        return false
    }

    /// Writes this side's schemas into its open; nothing if it has none.
    func appendSchemas(to packet: PacketSlot) {
        guard schemas.count > 0 else { return }
        let fits = DatagramBuilder.append(
            Transport.SchemaOffer.self, to: packet,
            packetBytesMax: Int(packet.header.capacity) - PacketTrailer.byteCount
        ) { offer throws(FrameError) in
            try offer.schemas(count: schemas.count) { index, entry in
                entry.id = schemas[index].id
                entry.version = schemas[index].version
                entry.fingerprint = schemas[index].fingerprint
            }
        }
        assert(fits, "the shortest packet holds an open, a cookie and eight schemas")
    }
}
