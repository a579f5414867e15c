// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// Bottom to top: an arrow between targets only ever points to one above it in this list.
let package = Package(
  name: "strata",
  products: [.executable(name: "strata", targets: ["strata"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CReadline", linkerSettings: [.linkedLibrary("readline")]),
    .target(name: "CKernels"),
    .target(name: "CResources", exclude: ["data"]),
    .target(name: "Syntax", swiftSettings: settings),
    .target(
      name: "Engine", dependencies: ["Syntax", "CZlib", "CKernels"], swiftSettings: settings),
    .target(
      name: "Segments",
      dependencies: ["Engine", "CResources", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: settings),
    .target(name: "Shell", dependencies: ["Segments"], swiftSettings: settings),
    .executableTarget(
      name: "strata",
      dependencies: [
        "Shell", "CReadline",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .testTarget(name: "SyntaxTests", dependencies: ["Syntax"], swiftSettings: settings),
    .testTarget(
      name: "EngineTests", dependencies: ["Engine", "Syntax", "CKernels"], swiftSettings: settings),
    .testTarget(
      name: "SegmentsTests", dependencies: ["Segments", "Engine", "Syntax"],
      swiftSettings: settings),
    .testTarget(
      name: "ShellTests", dependencies: ["Shell", "Segments", "Engine", "Syntax"],
      swiftSettings: settings),
    .testTarget(
      name: "GoldenTests", dependencies: ["Engine", "Segments", "Shell"], swiftSettings: settings),
    .target(name: "CPseudoTerminal", path: "Tests/CPseudoTerminal"),
    .testTarget(
      name: "strataTests", dependencies: ["strata", "CPseudoTerminal"], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c2x
)
