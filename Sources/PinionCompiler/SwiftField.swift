/// One field of a block, or one member of a composite, as it is generated.
struct SwiftField {
    /// The Swift name, without backticks.
    let name: String
    let descriptor: SwiftDescriptor
    let documentation: String
    /// The composite that a composite field shows; its null values are the block's, too.
    var composite: CompositeType?
}
