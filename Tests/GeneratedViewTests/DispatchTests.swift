import PinionCodec
import Testing

/// `dispatch` of generated code, through the views of `ordersVersion1.xml` and `ordersVersion2.xml`.
struct DispatchTests {
    /// Notes what comes, in order. It cannot be copied, as a handler of connections may not be either.
    struct Recorder: V2.MessageHandler, ~Copyable {
        var lines: [String] = []

        mutating func receiveOrder(_ message: FrameView<V2.Order>) {
            lines.append("order \(message.orderId) of version \(message.actingVersion)")
        }
        mutating func receiveCancel(_ message: FrameView<V2.Cancel>) {
            lines.append("cancel \(message.orderId)")
        }
        mutating func receiveOther(_ header: MessageHeader, in bytes: RawSpan) {
            lines.append("template \(header.templateID) in \(bytes.byteCount) bytes")
        }
    }

    /// Has no method for `Cancel`.
    struct OrdersOnly: V2.MessageHandler {
        var orders = 0
        var others: [MessageHeader] = []
        var otherBytes = 0

        mutating func receiveOrder(_ message: FrameView<V2.Order>) { orders += 1 }
        mutating func receiveOther(_ header: MessageHeader, in bytes: RawSpan) {
            others.append(header)
            otherBytes += bytes.byteCount
        }
    }

    static func cancel() throws -> [UInt8] {
        try encoded { storage in
            var bytes = storage.mutableSpan
            let cancel = try FrameWriter<V2.Cancel>(&bytes)
            cancel.orderId = 77
            return try cancel.finish()
        }
    }

    /// What a recorder notes of `bytes`, or the error.
    static func lines(_ bytes: [UInt8]) -> Result<[String], FrameError> {
        var recorder = Recorder()
        do throws(FrameError) {
            try V2.dispatch(bytes.span, to: &recorder)
            return .success(recorder.lines)
        } catch {
            #expect(recorder.lines.isEmpty, "no method is called for a frame that is refused")
            return .failure(error)
        }
    }

    @Test("Each message goes to its own method, whichever version wrote it")
    func known() throws {
        #expect(try Self.lines(VersionTests.version0()).get() == ["order 10 of version 0"])
        #expect(try Self.lines(VersionTests.version1()).get() == ["order 11 of version 1"])
        #expect(try Self.lines(VersionTests.version2()).get() == ["order 12 of version 2"])
        #expect(try Self.lines(Self.cancel()).get() == ["cancel 77"])
    }

    @Test("A newer version is read as far as it is known")
    func newer() throws {
        // COD-18: "A reader SHALL accept an acting version that is newer than its own, and bytes behind the last
        // part that it knows."
        var bytes = try VersionTests.version2() + [1, 2, 3]
        bytes[6] = 9
        #expect(try Self.lines(bytes).get() == ["order 12 of version 9"])
    }

    @Test("A template that the schema does not have is handed on, and is no error")
    func unknown() throws {
        var bytes = try Self.cancel()
        bytes[2] = 99
        #expect(try Self.lines(bytes).get() == ["template 99 in 16 bytes"])
        // Nothing but the header has to be there.
        #expect(try Self.lines(Array(bytes[..<8])).get() == ["template 99 in 8 bytes"])
    }

    @Test("A message without a method of its own is handed on, without the bytes behind it")
    func notImplemented() throws {
        var handler = OrdersOnly()
        let cancel = try Self.cancel() + [0xff, 0xff]
        try V2.dispatch(cancel.span, to: &handler)
        let order = try VersionTests.version2()
        try V2.dispatch(order.span, to: &handler)
        #expect(handler.orders == 1)
        #expect(handler.others.map(\.templateID) == [2])
        #expect(handler.otherBytes == 16)
    }

    @Test("Another schema is refused before its template is looked at")
    func otherSchema() throws {
        for template: UInt8 in [1, 2, 99] {
            var bytes = try Self.cancel()
            bytes[2] = template
            bytes[4] = 41
            #expect(
                Self.lines(bytes)
                    == .failure(FrameError(code: .otherSchema, expected: 40, found: 41)))
        }
    }

    @Test("Every truncation is refused, and no method is called")
    func truncations() throws {
        let bytes = try VersionTests.version2()
        for count in 0..<bytes.count {
            guard case .failure(let error) = Self.lines(Array(bytes[..<count])) else {
                Issue.record("\(count) of \(bytes.count) bytes were taken")
                continue
            }
            #expect(error.code == .truncated)
        }
    }
}
