// swift-tools-version: 6.3
import PackageDescription

/// Every module of ours: unsafe code is marked and proved, imports say whether they are public.
let strict: [SwiftSetting] = [
    .strictMemorySafety(),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
]

/// Modules that declare functions which return non-escaping values. Their users need no flag.
let lifetimes: [SwiftSetting] = strict + [.enableExperimentalFeature("Lifetimes")]

let package = Package(
    name: "pinion",
    products: [
        .library(name: "Pinion", targets: ["Pinion"]),
        .library(name: "PinionCodec", targets: ["PinionCodec"]),
        .library(name: "PinionTransport", targets: ["PinionTransport"]),
        .library(name: "PinionCompiler", targets: ["PinionCompiler"]),
        .executable(name: "pinion", targets: ["PinionCommand"]),
        // Plugins find their tool by the name of its target, which has to be a product's name, too.
        .executable(name: "PinionCommand", targets: ["PinionCommand"]),
        .plugin(name: "PinionBuildPlugin", targets: ["PinionBuildPlugin"]),
        .plugin(name: "PinionCommandPlugin", targets: ["PinionCommandPlugin"]),
    ],
    traits: [
        .trait(name: "DPDK", description: "Reserved for the carrier on DPDK."),
        .trait(name: "Verbs", description: "Reserved for the carrier on RDMA verbs."),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
    ],
    targets: [
        // The codec: what generated code stands on.
        .target(name: "PinionCodec", swiftSettings: lifetimes),

        // The protocol, sans-I/O.
        .target(
            name: "PinionTransport", dependencies: ["CChecksum", "PinionCodec"],
            swiftSettings: lifetimes),
        // The instructions for CRC32C that Swift cannot name.
        .target(name: "CChecksum"),
        .target(
            name: "PinionSimulation", dependencies: ["PinionCodec", "PinionTransport"],
            swiftSettings: lifetimes),

        // Endpoints and kernel UDP.
        .target(
            name: "Pinion", dependencies: ["CUDP", "PinionCodec", "PinionTransport"],
            swiftSettings: lifetimes),
        // The calls of Linux that Swift's Glibc module does not show.
        .target(name: "CUDP"),

        // The schema compiler, its command and its plugins.
        .target(
            name: "PinionCompiler", dependencies: ["PinionCodec"], swiftSettings: strict),
        .executableTarget(
            name: "PinionCommand",
            dependencies: [
                "PinionCompiler",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Tools/pinion", swiftSettings: strict),
        .plugin(
            name: "PinionBuildPlugin", capability: .buildTool(),
            dependencies: ["PinionCommand"], path: "Tools/Plugins/PinionBuildPlugin"),
        .plugin(
            name: "PinionCommandPlugin",
            capability: .command(
                intent: .custom(
                    verb: "generate-frames",
                    description: "Compiles a target's schemas into Swift views, in its sources."),
                permissions: [
                    .writeToPackageDirectory(reason: "Writes the generated Swift files.")
                ]),
            dependencies: ["PinionCommand"], path: "Tools/Plugins/PinionCommandPlugin"),

        // The example that `Tools/run` runs: a market data publisher and its subscriber.
        .executableTarget(
            name: "Market",
            dependencies: [
                "Pinion",
                "PinionCodec",
                "PinionTransport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Histogram", package: "hdrhistogram-swift"),
            ],
            path: "Tools/Market", swiftSettings: strict, plugins: ["PinionBuildPlugin"]),

        // The simulator at the command line: many seeds, or one in full.
        .executableTarget(
            name: "simulate", dependencies: ["PinionSimulation", "PinionTransport"],
            path: "Tools/Simulator",
            swiftSettings: strict),

        // One test target for each module, and three that look across modules.
        .testTarget(
            name: "PinionCodecTests", dependencies: ["PinionCodec"], swiftSettings: lifetimes),
        .testTarget(
            name: "PinionTransportTests",
            dependencies: ["CChecksum", "PinionCodec", "PinionTransport"],
            swiftSettings: lifetimes),
        .testTarget(
            name: "PinionSimulationTests", dependencies: ["PinionSimulation", "PinionTransport"],
            swiftSettings: lifetimes),
        .testTarget(
            name: "PinionTests", dependencies: ["AllocationCounter", "Pinion", "PinionTransport"],
            swiftSettings: lifetimes),
        .target(name: "AllocationCounter", path: "Tests/Support/AllocationCounter"),
        .testTarget(
            name: "PinionCarrierTests", dependencies: ["Pinion", "PinionTransport"],
            swiftSettings: lifetimes),
        .testTarget(
            name: "PinionCompilerTests", dependencies: ["PinionCompiler"], exclude: ["Golden"],
            swiftSettings: strict),
        .testTarget(
            name: "PinionCommandTests", exclude: ["Golden"], swiftSettings: strict),
        // No settings at all: what a user's target has. No test target depends on `PinionCommand`: the
        // plugin brings a copy of its own, and the tests, linked as one, would have two.
        .testTarget(
            name: "GeneratedViewTests", dependencies: ["PinionCodec"],
            plugins: ["PinionBuildPlugin"]),
        .testTarget(
            name: "ConformanceTests",
            dependencies: ["PinionCodec", "PinionCompiler", "PinionSimulation"],
            swiftSettings: strict),
        .testTarget(
            name: "RepositoryTests", dependencies: ["PinionCompiler"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
