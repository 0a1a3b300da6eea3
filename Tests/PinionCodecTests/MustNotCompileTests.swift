import Testing

/// A view cannot outlive its bytes, and nothing changes them while there is one: the compiler says
/// no.
@Suite("What must not compile", .enabled(if: Compiler.found.compiler != nil, noCompiler))
struct MustNotCompileTests {
    struct Snippet: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        /// What the compiler says.
        let message: String

        var testDescription: String { name }
    }

    @Test("The compiler refuses", arguments: refused)
    func refuse(snippet: Snippet) throws {
        let compiler = try #require(Compiler.found.compiler)
        let (status, output) = try compiler.diagnose(prelude + snippet.text)
        #expect(status != 0, "this compiled: \(snippet.text)")
        #expect(output.contains("error: "), "\(output)")
        #expect(output.contains(snippet.message), "\(output)")
    }

    @Test("The compiler takes the same code where the view stays in its scope")
    func accept() throws {
        let compiler = try #require(Compiler.found.compiler)
        let (status, output) = try compiler.diagnose(prelude + accepted)
        #expect(status == 0, "\(output)")
    }
}

private let noCompiler = Comment(rawValue: "skipped: \(Compiler.found.reason)")

private let prelude = """
    import PinionCodec

    typealias Car = Baseline.Car
    func use(_ car: FrameView<Car>) {}
    func bytes() -> [UInt8] { [1, 2, 3] }

    struct Packet: ~Copyable {
        var storage: [UInt8]
        borrowing func with<R>(_ body: (Span<UInt8>) throws -> R) rethrows -> R {
            try body(storage.span)
        }
    }

    """

private let accepted = """
    func f(_ packet: borrowing Packet) throws -> UInt64 {
        try packet.with { try FrameView<Car>($0).serialNumber }
    }
    func g() async throws -> UInt64 {
        let frame = bytes()
        let car = try FrameView<Car>(frame.span)
        await Task.yield()
        use(car)
        var sum: UInt64 = 0
        var figures = car.fuelFigures
        while let figure = figures.next() {
            if figure.speed == 0 { break }
            sum += UInt64(figure.usageDescription.count)
        }
        let copy = OwnedFrame(copying: car)
        let task = Task { copy.view.serialNumber }
        return await task.value + sum
    }
    func h() throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 500)
        let count: Int
        do {
            var span = buffer.mutableSpan
            var car = try FrameWriter<Car>(&span)
            car.engine.booster.boostType = .nitrous
            try car.fuelFigures(count: 1) { index, figure throws(FrameError) in
                figure.speed = 1
                try figure.usageDescription("text")
            }
            count = try car.finish()
        }
        buffer.removeLast(buffer.count - count)
        return buffer
    }

    """

private let refused: [MustNotCompileTests.Snippet] = [
    .init(
        name: "a view used after its bytes are gone",
        text: """
            func f() throws {
                let car: FrameView<Car>
                do {
                    let frame = bytes()
                    car = try FrameView<Car>(frame.span)
                }
                use(car)
            }
            """,
        message: "lifetime-dependent variable 'car' escapes its scope"),
    .init(
        name: "a view returned from the function that owns the bytes",
        text: """
            func f() throws -> FrameView<Car> {
                let frame = bytes()
                return try FrameView<Car>(frame.span)
            }
            """,
        message: "a function cannot return a ~Escapable result"),
    .init(
        name: "a view returned from a closure that borrows the bytes",
        text: """
            func f(_ packet: borrowing Packet) throws {
                let car: FrameView<Car> = try packet.with { try FrameView<Car>($0) }
                use(car)
            }
            """,
        message: "(aka 'FrameView<Baseline.Car>') conform to 'Escapable'"),
    .init(
        name: "a packet consumed while there is a view of it",
        text: """
            func release(_ packet: consuming Packet) {}
            func f() throws {
                let packet = Packet(storage: bytes())
                let car = try FrameView<Car>(packet.storage.span)
                release(packet)
                use(car)
            }
            """,
        message: "'packet' cannot be consumed when captured by an escaping closure or borrowed"),
    .init(
        name: "a view stored in a class",
        text: "final class Keeper { var car: FrameView<Car>? }",
        message: "cannot return a ~Escapable result"),
    .init(
        name: "a view stored in a struct",
        text: "struct Keeper { var car: FrameView<Car> }",
        message: "stored property 'car' of 'Escapable'-conforming struct 'Keeper'"),
    .init(
        name: "a view stored in an array",
        text: """
            func f(_ car: FrameView<Car>) { let cars = [car] }
            """,
        message: "(aka 'FrameView<Baseline.Car>') conform to 'Escapable'"),
    .init(
        name: "a view stored in a global",
        text: """
            nonisolated(unsafe) var kept: FrameView<Car>? = nil
            func f(_ car: FrameView<Car>) { kept = car }
            """,
        message: "lifetime-dependent variable 'car' escapes its scope"),
    .init(
        name: "a view captured by a closure that escapes",
        text: """
            func f(_ car: FrameView<Car>) -> () -> UInt64 { { car.serialNumber } }
            """,
        message: "lifetime-dependent variable 'car' escapes its scope"),
    .init(
        name: "a view captured by a task",
        text: """
            func f(_ car: FrameView<Car>) { Task { use(car) } }
            """,
        message: "lifetime-dependent variable 'car' escapes its scope"),
    .init(
        name: "a view captured by async let",
        text: """
            func f(_ car: FrameView<Car>) async {
                async let serialNumber = car.serialNumber
                _ = await serialNumber
            }
            """,
        message: "lifetime-dependent variable 'car' escapes its scope"),
    .init(
        name: "the bytes changed while there is a view of them",
        text: """
            func f() throws {
                var frame = bytes()
                let car = try FrameView<Car>(frame.span)
                frame[0] = 1
                use(car)
            }
            """,
        message: "overlapping accesses to 'frame'"),
    .init(
        name: "variable data that outlive the bytes",
        text: """
            func f() throws {
                let model: VariableData
                do {
                    let frame = bytes()
                    model = try FrameView<Car>(frame.span).model
                }
                print(model.count)
            }
            """,
        message: "lifetime-dependent variable 'model' escapes its scope"),
    .init(
        name: "two writers on one buffer",
        text: """
            func f() throws {
                var buffer = bytes()
                var span = buffer.mutableSpan
                let first = try FrameWriter<Car>(&span)
                let second = try FrameWriter<Car>(&span)
                first.serialNumber = 1
                second.serialNumber = 2
            }
            """,
        message: "overlapping accesses to 'span'"),
    .init(
        name: "a message's writer used while a group's entry is written",
        text: """
            func f() throws {
                var buffer = bytes()
                var span = buffer.mutableSpan
                var car = try FrameWriter<Car>(&span)
                try car.fuelFigures(count: 1) { _, _ in car.serialNumber = 1 }
            }
            """,
        message: "overlapping accesses to 'car'"),
    .init(
        name: "a writer used after it has finished",
        text: """
            func f() throws {
                var buffer = bytes()
                var span = buffer.mutableSpan
                let car = try FrameWriter<Car>(&span)
                _ = try car.finish()
                car.serialNumber = 1
            }
            """,
        message: "'car' used after consume"),
    .init(
        name: "a writer copied",
        text: """
            func f() throws {
                var buffer = bytes()
                var span = buffer.mutableSpan
                let car = try FrameWriter<Car>(&span)
                let other = car
                car.serialNumber = 1
                other.serialNumber = 2
            }
            """,
        message: "'car' used after consume"),
    .init(
        name: "a field set in a view",
        text: "func f(_ car: FrameView<Car>) { car.serialNumber = 1 }",
        message: "cannot assign"),
    .init(
        name: "a constant set in a writer",
        text: """
            func f(_ car: inout FrameWriter<Car>) { car.engine.maxRpm = 1 }
            """,
        message: "conform to 'WritableFieldDescriptor'"),
    .init(
        name: "an array set to another number of elements",
        text: """
            func f(_ car: inout FrameWriter<Car>) { car.someNumbers = [1, 2, 3] }
            """,
        message: "cannot assign value of type '[Int]' to type 'InlineArray<4, UInt32>'"),
]
