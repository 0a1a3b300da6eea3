import PinionCodec

extension [UInt8] {
    /// The Car of the SBE distribution's example, with a serial number of 1234 and `addition`.
    init(car addition: UInt64) throws(FrameError) {
        var bytes = [UInt8](repeating: 0xAA, count: 512)
        var span = bytes.mutableSpan
        let count = try writeCar(into: &span, addition: addition)
        self = Array(bytes[..<count])
    }
}

/// Writes the example, and returns how many bytes it takes.
func writeCar(into bytes: inout MutableSpan<UInt8>, addition: UInt64) throws(FrameError) -> Int {
    var car = try FrameWriter<Baseline.Car>(&bytes)
    car.serialNumber = 1234 + addition
    car.modelYear = 2013
    car.available = .t
    car.code = .a
    car.someNumbers = [1, 2, 3, 4]
    car.vehicleCode = "abcdef"
    car.extras = [.cruiseControl, .sportsPack]
    car.engine.capacity = 2000
    car.engine.numCylinders = 4
    car.engine.manufacturerCode = "123"
    car.engine.efficiency = 35
    car.engine.boosterEnabled = .t
    car.engine.booster.boostType = .nitrous
    car.engine.booster.horsePower = 200

    let figures: [(UInt16, Float, StaticString)] = [
        (30, 35.9, "Urban Cycle"), (55, 49.0, "Combined Cycle"), (75, 40.0, "Highway Cycle"),
    ]
    try car.fuelFigures(count: figures.count) { index, figure throws(FrameError) in
        figure.speed = figures[index].0
        figure.mpg = figures[index].1
        try figure.usageDescription(figures[index].2)
    }
    let times: [[(UInt16, Float)]] = [
        [(30, 4.0), (60, 7.5), (100, 12.2)], [(30, 3.8), (60, 7.1), (100, 11.8)],
    ]
    try car.performanceFigures(count: times.count) { index, figure throws(FrameError) in
        figure.octaneRating = index == 0 ? 95 : 99
        try figure.acceleration(count: times[index].count) { inner, acceleration in
            acceleration.mph = times[index][inner].0
            acceleration.seconds = times[index][inner].1
        }
    }
    try car.manufacturer("Honda")
    try car.model("Civic VTi")
    try car.activationCode("abcdef")
    return try car.finish()
}
