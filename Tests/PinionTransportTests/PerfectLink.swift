import PinionCodec
import PinionTransport

/// Two tables and a link that loses nothing, a fixed delay long.
struct PerfectLink: ~Copyable {
    var first: SessionTable
    var second: SessionTable
    let firstPool: BufferPool
    let secondPool: BufferPool
    var now = Timestamp(nanoseconds: 1_000_000_000)
    /// One way, in nanoseconds.
    var delay: UInt64 = 10_000
    /// What `carry` is to do with each packet, counted from 0 in each direction; `true` loses it.
    var loses: (_ isFromFirst: Bool, _ index: Int) -> Bool = { _, _ in false }
    /// What `carry` is to do with each packet by its bytes; `true` loses it.
    var losesBytes: (_ isFromFirst: Bool, _ bytes: [UInt8]) -> Bool = { _, _ in false }
    /// Whether the second side's application takes what arrives; otherwise it waits.
    var secondConsumes = true
    /// Of which streams it does, if it does at all.
    var secondConsumesStream: (StreamID) -> Bool = { _ in true }
    /// What happens to each packet's bytes on the way.
    var changes: (_ isFromFirst: Bool, _ bytes: inout [UInt8]) -> Void = { _, _ in }
    /// Whether whole messages of the second side are kept as bytes, instead of as words.
    var gathers = false
    /// Those messages.
    var gathered: [[UInt8]] = []
    private var assembler = MessageAssembler(messageBytesMax: 16 << 20)
    /// Whether packets are recorded.
    var records = false
    /// The packets sent so far, in hexadecimal.
    var record: [String] = []
    /// The session that the second side last came to know, as it calls it.
    private(set) var acceptedSession = SessionID(rawValue: 0)
    /// Where the first side is now. What is sent to where it was goes astray.
    var firstNow = firstAddress
    /// Another address, from which each packet of the first side arrives as well, and before it.
    var copies: PeerAddress?
    /// Whether what is sent to that address reaches the first side.
    var forwards = false
    /// The lengths of the packets that arrived from that address.
    private(set) var copied: [Int] = []
    /// The lengths of the packets that were sent to where the first side is not.
    private(set) var astray: [Int] = []
    private var waiting = DeliveryQueue()
    private var words: [[String]] = [[], []]
    private var carried = [0, 0]
    private var batch = PacketBatch(capacity: 16)

    static let firstAddress = PeerAddress(word0: 1)
    static let secondAddress = PeerAddress(word0: 2)

    init(
        limits: SessionLimits = SessionLimits(), secondLimits: SessionLimits? = nil,
        buffers: Int = 2_048, accepts: Bool = true, schemas: [SchemaIdentity] = [],
        secondSchemas: [SchemaIdentity] = []
    ) {
        firstPool = BufferPool(bufferCount: buffers, packetBytesMax: limits.packetBytesMax)
        secondPool = BufferPool(
            bufferCount: buffers,
            packetBytesMax: max((secondLimits ?? limits).packetBytesMax, limits.packetBytesMax))
        first = SessionTable(
            limits: limits, sessionsMax: 4, acceptsSessions: accepts, schemas: schemas,
            pool: firstPool, entropy: (1, 2))
        second = SessionTable(
            limits: secondLimits ?? limits, sessionsMax: 4, acceptsSessions: accepts,
            schemas: secondSchemas, pool: secondPool, entropy: (3, 4))
    }

    /// Carries packets back and forth until both sides have nothing to say at this time.
    mutating func carry() {
        var isQuiet = false
        while !isQuiet {
            isQuiet = true
            while first.fill(&batch, at: now) > 0 {
                isQuiet = false
                deliver(fromFirst: true)
            }
            while second.fill(&batch, at: now) > 0 {
                isQuiet = false
                deliver(fromFirst: false)
            }
            takeEvents()
        }
    }

    private mutating func deliver(fromFirst: Bool) {
        now = now.advanced(byNanoseconds: delay)
        while let packet = batch.removeFirst() {
            let index = carried[fromFirst ? 0 : 1]
            carried[fromFirst ? 0 : 1] += 1
            if records {
                record.append("\(fromFirst ? ">" : "<") \(hexadecimal(packet.bytes))")
            }
            if loses(fromFirst, index) || losesBytes(fromFirst, byteArray(packet.bytes)) {
                continue
            }
            if !fromFirst && packet.peer != firstNow {
                astray.append(packet.count)
                guard forwards, packet.peer == copies else { continue }
            }
            if fromFirst, let other = copies, var copy = secondPool.lease(for: .carrier) {
                copied.append(packet.count)
                _ = copy.append(packet.bytes)
                copy.peer = other
                second.receive(copy, at: now)
            }
            guard var copy = (fromFirst ? secondPool : firstPool).lease(for: .carrier) else {
                continue
            }
            var bytes = byteArray(packet.bytes)
            changes(fromFirst, &bytes)
            // SAFETY: bytes have no padding.
            _ = copy.append(unsafe bytes.span.bytes)
            copy.peer = fromFirst ? firstNow : Self.secondAddress
            if fromFirst {
                second.receive(copy, at: now)
            } else {
                first.receive(copy, at: now)
            }
        }
    }

    /// Hands bytes to the second side as a packet of the first.
    mutating func inject(_ bytes: [UInt8]) {
        guard var packet = secondPool.lease(for: .carrier) else { return }
        _ = packet.append(bytes.span)
        packet.peer = firstNow
        second.receive(packet, at: now)
        takeEvents()
    }

    /// Lets `nanoseconds` pass, with every deadline on the way.
    mutating func pass(nanoseconds: UInt64) {
        let end = now.advanced(byNanoseconds: nanoseconds)
        while true {
            carry()
            let next = min(first.nextDeadline, second.nextDeadline)
            guard next <= end else { break }
            now = max(now, next)
            first.passDeadlines(at: now)
            second.passDeadlines(at: now)
        }
        now = max(now, end)
    }

    /// The events that one side has had for its application since the last call, in words.
    mutating func events(ofFirst: Bool) -> [String] {
        takeEvents()
        defer { words[ofFirst ? 0 : 1] = [] }
        return words[ofFirst ? 0 : 1]
    }

    private mutating func takeEvents() {
        while let event = first.nextEvent() { note(event, ofFirst: true) }
        while let event = second.nextEvent() { note(event, ofFirst: false) }
    }

    /// Consumes what the second side's application had no room for.
    mutating func consumeWaiting() {
        while let delivery = waiting.removeFirst() {
            consume(delivery, ofFirst: false)
        }
    }

    private mutating func consume(_ delivery: consuming Delivery, ofFirst: Bool) {
        let piece = delivery.piece
        let isGathered = gathers && !ofFirst
        delivery.forEachMessage { sequence, message in
            if isGathered {
                if piece == .whole {
                    gathered.append(byteArray(message))
                } else if assembler.add(piece, message) {
                    gathered.append(byteArray(assembler.message))
                }
                return
            }
            words[ofFirst ? 0 : 1].append(
                "\(delivery.stream.rawValue):\(sequence.rawValue) \(text(message))")
        }
        if ofFirst { first.consume(delivery) } else { second.consume(delivery) }
    }

    private mutating func note(_ event: consuming SessionEvent, ofFirst: Bool) {
        switch consume event {
        case .opened(let session, let peer, let isInitiator):
            if !ofFirst { acceptedSession = session }
            words[ofFirst ? 0 : 1].append(
                "opened \(peer.word0) \(isInitiator ? "initiator" : "acceptor")")
        case .messages(let delivery):
            if ofFirst || secondConsumes && secondConsumesStream(delivery.stream) {
                consume(delivery, ofFirst: ofFirst)
            } else {
                waiting.append(delivery)
            }
        case .gap(_, let stream, let gap):
            words[ofFirst ? 0 : 1].append(
                "\(stream.rawValue):\(gap.first.rawValue) missing \(gap.count)")
        case .writable:
            words[ofFirst ? 0 : 1].append("writable")
        case .closed(_, let reason, let byPeer):
            words[ofFirst ? 0 : 1].append("closed: \(reason)\(byPeer ? ", by the peer" : "")")
        }
    }

    /// Opens a session from the first to the second, and takes the events of that.
    mutating func open() -> SessionID {
        guard let session = first.open(to: Self.secondAddress, at: now) else {
            preconditionFailure("the table is empty")
        }
        carry()
        return session
    }

    /// Sends a text on a stream of the first side's session.
    mutating func send(
        _ text: String, on stream: StreamID = 0, of session: SessionID
    ) -> SendResult {
        let bytes = Array(text.utf8)
        // SAFETY: bytes have no padding.
        let message = unsafe bytes.span.bytes
        return first.send(message, on: stream, of: session, at: now)
    }

    /// Sends a text on the first stream of the second side's session.
    mutating func sendBack(_ text: String, of session: SessionID) -> SendResult {
        let bytes = Array(text.utf8)
        // SAFETY: bytes have no padding.
        let message = unsafe bytes.span.bytes
        return second.send(message, on: 0, of: session, at: now)
    }

    /// Hands a recorded packet of the second side to the first, once more or at last.
    mutating func replay(_ line: String) {
        let bytes = line.split(separator: " ").dropFirst().compactMap { UInt8($0, radix: 16) }
        guard var packet = firstPool.lease(for: .carrier) else { return }
        _ = packet.append(bytes.span)
        packet.peer = Self.secondAddress
        first.receive(packet, at: now)
    }
}

/// The text in a message.
func text(_ message: RawSpan) -> String {
    // SAFETY: the bytes are copied before the closure returns.
    unsafe message.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
}

/// Bytes as pairs of hexadecimal digits.
func hexadecimal(_ bytes: RawSpan) -> String {
    byteArray(bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
}

/// A copy of bytes.
func byteArray(_ bytes: RawSpan) -> [UInt8] {
    // SAFETY: the bytes are read before the closure returns.
    unsafe bytes.withUnsafeBytes { unsafe [UInt8]($0) }
}
