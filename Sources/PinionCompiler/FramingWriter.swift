/// Writes what frames the content of messages: headers, dimensions of groups, lengths of data.
struct FramingWriter {
    let order: ByteOrder

    /// Why a composite cannot say what it is to say.
    struct Fault: Error {
        let reason: String
    }

    /// A number that a member of the composite is to hold.
    typealias Member = (name: String, value: UInt64)

    /// Appends a composite, with some of its members set, and zeros in the others and between them.
    ///
    /// - Throws: If a member that is a constant has another value, or if one cannot hold what it is given.
    ///   `bytes` is as before.
    func append(
        _ composite: CompositeType, _ members: [Member], to bytes: inout [UInt8]
    ) throws(Fault) {
        for (name, value) in members {
            guard let (type, _) = composite.encodedMember(named: name) else { continue }
            try Self.check(value, type, name)
        }
        let start = bytes.count
        let content = composite.members.first { $0.name == "varData" }
        bytes.append(
            contentsOf: repeatElement(0, count: content?.offset ?? composite.size))
        for (name, value) in members {
            guard let (type, offset) = composite.encodedMember(named: name), type.constant == nil
            else { continue }
            bytes.put(value, at: start + offset, size: type.primitive.size, order: order)
        }
    }

    private static func check(
        _ value: UInt64, _ type: EncodedType, _ name: String
    ) throws(Fault) {
        switch type.constant {
        case .value(let constant)?, .enumValue(_, _, let constant)?:
            guard constant == .unsigned(value) || constant == .signed(Int64(clamping: value)) else {
                let shown = constant.shown(as: type.primitive)
                throw Fault(reason: "\(quoted(name)) is the constant \(shown), not \(value)")
            }
        case .characters?: break
        case nil:
            let bound: UInt64 =
                switch type.maxValue {
                case .unsigned(let bound): bound
                case .signed(let bound): UInt64(clamping: bound)
                case .floating: 0
                }
            guard value <= bound else {
                throw Fault(reason: "\(quoted(name)) would be \(value), more than \(bound)")
            }
        }
    }
}
