import PinionCodec
import Testing

@Suite("A frame that was written")
struct FirstFrameTests {
    @Test("reads as it was written")
    func readsAsWritten() throws {
        let frame = try [UInt8](car: 0)
        let car = try FrameView<Baseline.Car>(frame.span)
        #expect(car.encodedLength == frame.count)
        #expect(car.serialNumber == 1234)
        #expect(car.engine.booster.boostType == .nitrous)
        #expect(String(car.vehicleCode) == "abcdef")
        #expect(String(car.model) == "Civic VTi")
    }
}
