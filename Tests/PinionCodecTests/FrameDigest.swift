import PinionCodec

// Sums that touch every byte which a view gives access to: what a bad frame must survive.

func digest(_ bytes: RawSpan) -> UInt64 {
    var sum = UInt64(bytes.byteCount)
    for offset in bytes.byteOffsets {
        // SAFETY: any byte is a valid `UInt8`; the offset is checked.
        sum = sum &* 31 &+ UInt64(unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self))
    }
    return sum
}

func digest(_ car: FrameView<Baseline.Car>) -> UInt64 {
    var sum = digest(car.bytes)
    sum &+= car.serialNumber &+ UInt64(car.modelYear)
    sum &+= UInt64(car.available.rawValue) &+ UInt64(car.code.rawValue)
    sum &+= digest(car.someNumbers.bytes)
    sum &+= digest(RawSpan(_elements: car.vehicleCode.padded))
    sum &+= UInt64(car.vehicleCode.count) &+ UInt64(car.extras.rawValue)
    sum &+= UInt64(car.engine.capacity) &+ UInt64(car.engine.manufacturerCode.count)
    sum &+= UInt64(car.engine.booster.horsePower)
    var fuelFigures = car.fuelFigures
    while let figure = fuelFigures.next() {
        sum &+= UInt64(figure.speed) &+ UInt64(figure.mpg.bitPattern)
        sum &+= digest(figure.usageDescription.bytes)
    }
    var performanceFigures = car.performanceFigures
    while let figure = performanceFigures.next() {
        sum &+= UInt64(figure.octaneRating)
        let accelerations = figure.acceleration
        for index in accelerations.indices {
            sum &+= UInt64(accelerations[index].mph)
            sum &+= UInt64(accelerations[index].seconds.bitPattern)
        }
    }
    sum &+= digest(car.manufacturer.bytes)
    sum &+= digest(car.model.bytes)
    return sum &+ digest(car.activationCode.bytes)
}

func digest(_ reading: FrameView<Survey.Reading>) -> UInt64 {
    var sum = digest(reading.bytes)
    sum &+= UInt64(reading.grade ?? 1) &+ UInt64(reading.word ?? 2) &+ (reading.quad ?? 3)
    sum &+= reading.real?.bitPattern ?? 4
    sum &+= UInt64(reading.flags.rawValue) &+ digest(reading.samples.bytes)
    sum &+= digest(RawSpan(_elements: reading.label.span))
    sum &+= UInt64(reading.total ?? 5) &+ (reading.ratio?.bitPattern ?? 6)
    if let origin = reading.origin {
        sum &+= UInt64(bitPattern: Int64(origin.latitude &+ origin.longitude))
        sum &+= digest(RawSpan(_elements: origin.name.padded))
    }
    sum &+= digest(RawSpan(_elements: reading.code.padded)) &+ digest(reading.steps.bytes)
    var probes = reading.probes
    while let probe = probes.next() {
        sum &+= UInt64(bitPattern: Int64(probe.depth)) &+ (probe.temperature == nil ? 1 : 0)
        var marks = probe.marks
        while let mark = marks.next() { sum &+= digest(mark.text.bytes) }
        sum &+= digest(probe.note.bytes)
    }
    for index in reading.extras.indices { sum &+= UInt64(reading.extras[index].kind.rawValue) }
    return sum &+ digest(reading.summary.bytes) &+ digest(reading.attachment.bytes)
}
