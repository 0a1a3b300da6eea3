/// The part of the probes' program that is the same for all schemas.
enum GeneratedCodeSupport {
    static let text = #"""
        import Foundation
        import PinionCodec

        /// Lines for one message.
        final class Output {
            var text = ""
            var writesAgain = false

            func line(_ path: String, _ kind: String, _ value: String) {
                text += path
                text += "\t"
                text += kind
                text += "\t"
                text += value
                text += "\n"
            }

            func put<Value: WireValue>(_ path: String, _ value: Value) {
                line(path, "v", "\(value.bits)")
            }

            func put<Value: WireValue>(_ path: String, _ value: Value?) {
                if let value { line(path, "o", "\(value.bits)") } else { line(path, "n", "") }
            }

            func put(_ path: String, _ characters: CharacterArrayView) {
                guard characters.paddedCount > 0 else { return line(path, "n", "") }
                line(path, "c", hexadecimal(RawSpan(_elements: characters.padded)))
            }

            func put<Element: WireValue, Order>(_ path: String, _ array: ArrayView<Element, Order>) {
                guard !array.isEmpty else { return line(path, "n", "") }
                line(path, "a", [Element](array).map { "\($0.bits)" }.joined(separator: ","))
            }

            func data(_ path: String, _ data: VariableData) {
                line(path, "d", hexadecimal(data.bytes))
            }
        }

        func hexadecimal(_ bytes: RawSpan) -> String {
            var text = ""
            for offset in bytes.byteOffsets {
                let byte = bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
                text += byte < 16 ? "0" : ""
                text += String(byte, radix: 16)
            }
            return text
        }

        /// What a message is as JSON, and the bytes that its value becomes: from the view, from that JSON,
        /// and from what an encoder makes of it.
        func extras<Value: MessageValue>(
            of message: FrameView<Value.Layout>, _ type: Value.Type, _ out: Output
        ) where Value.Layout: JSONMessageLayout & CheckedLayout {
            let json = String(json: message)
            out.line("", "j", json)
            let value = Value(message)
            out.line("", "v", attempt {
                let bytes = try value.encoded([])
                let again = Value(try FrameView<Value.Layout>(bytes.span))
                return again == value ? bytes : nil
            })
            out.line("", "c", attempt {
                let decoded = try JSONDecoder().decode(Value.self, from: Data(json.utf8))
                let bytes = try decoded.encoded([])
                let encoded = try JSONEncoder().encode(value)
                let again = try JSONDecoder().decode(Value.self, from: encoded)
                return try again.encoded([]) == bytes ? bytes : nil
            })
            do throws(ValueError) {
                try message.check()
                _ = try value.encoded()
                out.line("", "k", "valid")
            } catch {
                // What the check of the view finds, writing the value finds, too.
                var other = ""
                do throws(ValueError) { _ = try value.encoded() } catch { other = "\(error)" }
                // A message may also be too old to be written, which nothing in it is to blame for.
                let isExpected = "\(error)" == other || other.hasSuffix("has no value")
                out.line("", "k", isExpected ? "refused" : "\(error), but \(other)")
            }
        }

        /// The bytes that `body` makes in hexadecimal, or why it does not.
        func attempt(_ body: () throws -> [UInt8]?) -> String {
            do {
                guard let bytes = try body() else { return "another value" }
                return hexadecimal(RawSpan(_elements: bytes.span))
            } catch {
                return "\(error)"
            }
        }

        func some<Value: WireValue>(_ value: Value) -> Value? { value }
        func some<Value: WireValue>(_ value: Value?) -> Value? { value }

        func elements<let length: Int, Element: WireValue, Order>(
            of array: ArrayView<Element, Order>
        ) -> InlineArray<length, Element> {
            let elements = [Element](array)
            return InlineArray { elements[$0] }
        }

        func copy(
            _ bytes: [UInt8], _ out: Output,
            _ write: ([UInt8], inout [UInt8]) throws(FrameError) -> Int
        ) {
            guard out.writesAgain else { return }
            var storage = [UInt8](repeating: 0xee, count: bytes.count + 64)
            do throws(FrameError) {
                let count = try write(bytes, &storage)
                out.line("", "w", storage[..<count].elementsEqual(bytes) ? "same" : "other")
            } catch {
                out.line("", "w", "\(error)")
            }
        }

        @main struct Probe {
            static func main() throws {
                let list = try String(contentsOfFile: CommandLine.arguments[1], encoding: .utf8)
                for line in list.split(separator: "\n") {
                    let cells = line.split(separator: "\t").map(String.init)
                    let bytes = [UInt8](try Data(contentsOf: URL(filePath: cells[3])))
                    let out = Output()
                    out.writesAgain = cells[4] == "again"
                    do {
                        try show(Int(cells[1])!, Int(cells[2])!, bytes, out)
                    } catch {
                        out.line("", "x", "\(error)")
                    }
                    print("#\(cells[0])")
                    print(out.text, terminator: "")
                }
            }
        }
        """#
}
