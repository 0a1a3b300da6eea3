// One field access to a function. `AssemblyTests` compiles this as a user's module would be,
// against the codec built for release, and compares the machine code with the file
// `Getters.x86_64.txt`.
//
// A view with groups is passed by its address, so that its functions start with the load of the
// block's address.

import PinionCodec

@inline(never) func loadSerialNumber(_ car: FrameView<Baseline.Car>) -> UInt64 {
    car.serialNumber
}
@inline(never) func loadEngineCapacity(_ car: FrameView<Baseline.Car>) -> UInt16 {
    car.engine.capacity
}
@inline(never) func loadEngineBoosterType(
    _ car: FrameView<Baseline.Car>
) -> Baseline.Booster.BoostType {
    car.engine.booster.boostType
}
@inline(never) func loadConstant(_ car: FrameView<Baseline.Car>) -> UInt16 {
    car.engine.maxRpm
}
@inline(never) func loadArrayElement(_ car: FrameView<Baseline.Car>) -> UInt32 {
    car.someNumbers[2]
}
@inline(never) func loadFloatOfEntry(
    _ acceleration: FrameView<Baseline.Car.PerformanceFigures.Acceleration>
) -> Float {
    acceleration.seconds
}
@inline(never) func loadBigEndianSet(_ reading: FrameView<Survey.Reading>) -> Survey.Flags {
    reading.flags
}
@inline(never) func loadBigEndianOptional(_ reading: FrameView<Survey.Reading>) -> UInt64? {
    reading.quad
}
@inline(never) func loadBigEndianOfComposite(_ place: FrameView<Survey.Place>) -> Int32 {
    place.latitude
}
@inline(never) func storeModelYear(_ car: borrowing FrameWriter<Baseline.Car>, _ year: UInt16) {
    car.modelYear = year
}
@inline(never) func storeBigEndian(
    _ reading: borrowing FrameWriter<Survey.Reading>, _ total: UInt32
) {
    reading.total = total
}
