import PinionCodec

@testable import PinionTransport

/// A table with one session in a phase of choice, and a peer that says whatever a test has it say.
struct PhaseBench: ~Copyable {
    var table: SessionTable
    var now = Timestamp(nanoseconds: 1_000_000_000)
    let isInitiator: Bool
    private let pool = BufferPool(bufferCount: 256, packetBytesMax: 1_452)
    private var batch = PacketBatch(capacity: 16)
    private var id = SessionID(rawValue: 0)
    private var incarnation: UInt16 = 0
    private var peerNumber: UInt32 = 0
    /// The names of the reasons to close, by their numbers.
    private let reasons: [UInt16: String]
    /// What the table has sent and told since this was last emptied, in words.
    private(set) var observed: [String] = []
    /// Whether the application takes events.
    private var takesEvents = true

    static let peer = PeerAddress(word0: 7)
    static let schema = SchemaIdentity(id: 1, version: 2, fingerprint: 3)
    static let peerSession: UInt32 = 0x0007_0001
    static let peerIncarnation: UInt64 = 0x1122_3344_5566_7788

    /// The phases in the order of the table's columns.
    static let phases = [
        "opening", "accepting", "open", "draining", "drainingForPeer", "closing", "both closing",
        "lingering", "closed",
    ]

    /// Brings a session into a phase. Only an initiator opens and only an acceptor accepts.
    init(phase: String, isInitiator: Bool, limits: SessionLimits, reasons: [UInt16: String]) {
        self.isInitiator = isInitiator
        self.reasons = reasons
        var limits = limits
        limits.requiresChecksum = false
        limits.opensWithoutCookieMax = 16
        table = SessionTable(
            limits: limits, sessionsMax: 2, acceptsSessions: true, schemas: [Self.schema],
            pool: pool, entropy: (3, 4))
        if isInitiator {
            id = table.open(to: Self.peer, at: now) ?? id
            settle()
            if phase != "opening" { receive(openAck()) }
        } else {
            receive(open(), kind: 2, session: 0, incarnation: 0)
            if phase != "accepting" { receive([4, 1, 5, 0, 0]) }
        }
        let isLeft = phase == "draining" || phase == "drainingForPeer"
        if isLeft { send() }
        switch phase {
        case "draining", "closing": close()
        case "drainingForPeer", "lingering": receive(Self.close(isAnswer: false))
        case "both closing":
            close()
            receive(Self.close(isAnswer: false))
        case "closed":
            takesEvents = false
            table.abort(id, .aborted, at: now)
            settle()
        default: break
        }
        observed = []
    }

    /// The phase that the session is in; one that has gone has closed.
    var phase: SessionPhase {
        let phase = table.phase(of: id)
        return phase == .vacant ? .closed : phase
    }

    // MARK: - What the peer says

    /// Hands a packet with one frame to the table, as the peer or somebody else would send it.
    mutating func receive(
        _ frame: [UInt8], kind: UInt8 = 1, session: UInt32? = nil, incarnation: UInt16? = nil,
        number: UInt32? = nil, isTurned: Bool = false, from address: PeerAddress = peer
    ) {
        let isFromAcceptor = (isInitiator && kind != 2) != isTurned
        var bytes: [UInt8] = [0x50, 0x4e, 1, kind, isFromAcceptor ? 8 : 0, 0]
        bytes += Self.bytes(incarnation ?? self.incarnation)
        bytes += Self.bytes(session ?? id.rawValue)
        bytes += Self.bytes(number ?? peerNumber)
        if number == nil { peerNumber += 1 }
        bytes += frame
        if var packet = pool.lease(for: .carrier) {
            _ = packet.append(bytes.span)
            packet.peer = address
            table.receive(packet, at: now)
        }
        settle()
    }

    /// A RESET from one who does not know the session.
    mutating func receiveUnknown() {
        receive(
            [9, 2, 6, 0, 3, 0], kind: 3, session: Self.peerSession,
            incarnation: UInt16(truncatingIfNeeded: Self.peerIncarnation), number: 0,
            isTurned: !isInitiator)
    }

    /// A RETRY with a cookie for this session's OPEN.
    mutating func receiveRetry() {
        receive([10, 8, 12, 0, 1, 2, 3, 4, 5, 6, 7, 8], kind: 4, number: 0, isTurned: !isInitiator)
    }

    /// The OPEN of this session, as it came first.
    func open() -> [UInt8] {
        [1, 52, 56, 0] + Self.bytes(Self.peerSession) + [1, 1] + offer(Self.peerIncarnation)
    }

    /// An OPENACK for this session's OPEN, of the peer's life or of another.
    func openAck(incarnation: UInt64 = peerIncarnation) -> [UInt8] {
        [2, 52, 56, 0] + Self.bytes(Self.peerSession) + [1, 0] + offer(incarnation)
    }

    private func offer(_ incarnation: UInt64) -> [UInt8] {
        Self.bytes(UInt16(8)) + Self.bytes(incarnation) + Self.bytes(UInt64(0))
            + Self.bytes(UInt64(0)) + Self.bytes(UInt32(8_192)) + Self.bytes(UInt16(256))
            + Self.bytes(UInt16(1_452)) + Self.bytes(UInt32(200_000))
            + Self.bytes(UInt32(86_400_000)) + Self.bytes(UInt32(16 << 20))
    }

    static func close(isAnswer: Bool) -> [UInt8] { [3, 4, 8, 0, 0, 0, isAnswer ? 1 : 0, 0] }

    /// An acknowledgement of all that the table has sent.
    func acknowledgement() -> [UInt8] {
        let last = UInt32(max(table.counters.packetsSent, 1) - 1)
        return [6, 12, 18, 0] + Self.bytes(last) + [0, 0, 0, 0, 255, 0]
            + Self.bytes(UInt16(last + 1))
            + [4, 0]
    }

    static func bytes(_ value: some FixedWidthInteger) -> [UInt8] {
        (0..<value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    // MARK: - What the application does

    mutating func close() {
        table.close(id, .finished, at: now)
        settle()
    }

    mutating func abort() {
        table.abort(id, .aborted, at: now)
        settle()
    }

    mutating func send() {
        let message: [UInt8] = [1, 2, 3]
        // SAFETY: bytes have no padding.
        let result = table.send(unsafe message.span.bytes, on: 0, of: id, at: now)
        observed.append(result == .accepted ? "accepted" : "refused as \(result)")
        settle()
    }

    // MARK: - Time

    /// Goes to the time that the phase waits for; answers whether it waits for any.
    mutating func fireTimer() -> Bool {
        let place = id.place
        let deadline = table.sessions[place].life.deadline
        guard table.phase(of: id) != .vacant, deadline != .never else { return false }
        now = max(now, deadline)
        table.passDeadlines(at: now)
        settle()
        return true
    }

    mutating func pass(nanoseconds: UInt64) {
        now = now.advanced(byNanoseconds: nanoseconds)
        table.passDeadlines(at: now)
        settle()
    }

    // MARK: - What the table says

    private mutating func settle() {
        while table.fill(&batch, at: now) > 0 {
            while let packet = batch.removeFirst() {
                // SAFETY: the bytes are copied before the closure returns.
                let bytes = unsafe packet.bytes.withUnsafeBytes { unsafe [UInt8]($0) }
                note(bytes)
            }
        }
        guard takesEvents else { return }
        while let event = table.nextEvent() {
            switch consume event {
            case .opened(let session, _, _):
                id = session
                observed.append("tells opened")
            case .messages(let delivery):
                observed.append("delivers")
                table.consume(delivery)
            case .closed(_, let reason, let byPeer):
                let name = reasons[reason.rawValue] ?? "\(reason)"
                observed.append("tells *\(name)*\(byPeer ? " by the peer" : "")")
            case .gap:
                observed.append("tells of a gap")
            case .writable:
                observed.append("tells writable")
            }
        }
    }

    /// Notes a packet by the frame that says most; what only keeps a session going is left out.
    private mutating func note(_ bytes: [UInt8]) {
        var templates: Set<UInt8> = []
        var offset = 16
        while offset + 4 <= bytes.count {
            templates.insert(bytes[offset])
            if bytes[offset] <= 2 { learn(bytes, at: offset + 4) }
            offset += Int(bytes[offset + 2]) | Int(bytes[offset + 3]) << 8
        }
        if templates.contains(1) {
            observed.append("OPEN")
        } else if templates.contains(2) {
            observed.append("OPENACK")
        } else if templates.contains(3) {
            observed.append(bytes[22] == 1 ? "CLOSE answer" : "CLOSE")
        } else if templates.contains(9) {
            observed.append(bytes[3] == 3 ? "RESET unknown" : "RESET")
        } else if templates.contains(11) {
            observed.append("PATH")
        } else if templates == [6] {
            observed.append("ACK")
        }
    }

    /// Learns what this side calls the session, from its OPEN or OPENACK.
    private mutating func learn(_ bytes: [UInt8], at offset: Int) {
        let index = (0..<4).reduce(UInt32(0)) {
            $0 | UInt32(bytes[offset + $1]) << (UInt32($1) * 8)
        }
        id = SessionID(rawValue: index)
        incarnation = UInt16(bytes[offset + 8]) | UInt16(bytes[offset + 9]) << 8
    }
}
