// swift-tools-version: 6.3
import PackageDescription

// The fuzz targets. `Tools/fuzz` generates the views, builds with libFuzzer and runs.

let strict: [SwiftSetting] = [
    .strictMemorySafety(),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
]

/// A program that fuzzes one thing. libFuzzer brings its `main`.
func fuzz(_ name: String, _ products: [String], _ targets: [String] = []) -> Target {
    .executableTarget(
        name: name,
        dependencies: ["FuzzTarget"] + targets.map { .target(name: $0) }
            + products.map { .product(name: $0, package: "pinion") },
        swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])])
}

let package = Package(
    name: "Fuzzing",
    dependencies: [.package(name: "pinion", path: "../..")],
    targets: [
        .target(
            name: "FuzzTarget",
            dependencies: [.product(name: "PinionCompiler", package: "pinion")],
            swiftSettings: strict),
        .target(
            name: "FuzzTransport",
            dependencies: [
                "FuzzTarget", .product(name: "PinionCodec", package: "pinion"),
                .product(name: "PinionTransport", package: "pinion"),
            ],
            swiftSettings: strict),
        fuzz("FuzzXML", ["PinionCompiler"]),
        fuzz("FuzzLanguage", ["PinionCompiler"]),
        fuzz("FuzzShow", ["PinionCompiler"]),
        fuzz("FuzzJSON", ["PinionCompiler"]),
        fuzz("FuzzSchema", ["PinionCompiler"]),
        fuzz("FuzzViews", ["PinionCodec", "PinionCompiler"]),
        fuzz("FuzzPacket", [], ["FuzzTransport"]),
        fuzz("FuzzSession", [], ["FuzzTransport"]),
    ],
    swiftLanguageModes: [.v6]
)
