@testable import Pinion
import PinionTransport

/// Adds a record; answers whether there was room.
func append(_ bytes: [UInt8], to producer: inout RingProducer) -> Bool {
    // SAFETY: bytes are plain memory.
    producer.append(unsafe bytes.span.bytes)
}

/// Sends a message.
func send(_ bytes: [UInt8], with outbox: inout Outbox) -> SendResult {
    // SAFETY: bytes are plain memory.
    outbox.send(unsafe bytes.span.bytes)
}

/// A copy of a message.
func contents(_ message: RawSpan) -> [UInt8] {
    // SAFETY: the bytes are copied while the span is there.
    unsafe message.withUnsafeBytes { bytes in unsafe Array(bytes) }
}

func equals(_ message: RawSpan, _ expected: [UInt8]) -> Bool {
    guard message.byteCount == expected.count else { return false }
    for index in 0..<expected.count {
        // SAFETY: the index is below the number of bytes.
        let byte = unsafe message.unsafeLoad(fromByteOffset: index, as: UInt8.self)
        if byte != expected[index] { return false }
    }
    return true
}
