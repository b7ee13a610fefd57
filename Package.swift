// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  // CFFmpeg must not leak into NTAKit's public interface.
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "nta",
  products: [
    .library(name: "NTAKit", targets: ["NTAKit"]),
    .executable(name: "nta", targets: ["nta"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CFFmpeg", pkgConfig: "libavformat libavcodec libavutil",
      providers: [.apt(["libavformat-dev", "libavcodec-dev", "libavutil-dev"])]),
    .systemLibrary(name: "CLinux"),
    .target(
      name: "NTAKit",
      dependencies: [
        "CFFmpeg",
        "CLinux",
        .product(name: "Yams", package: "Yams"),
        .product(name: "HeapModule", package: "swift-collections"),
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      path: "Sources", exclude: ["CFFmpeg", "CLinux", "nta"],
      sources: [
        "NTAAnalysis", "NTAVideo", "NTAKit/Calibrate", "NTAKit/Compare", "NTAKit/Export",
        "NTAKit/Instruments", "NTAKit/Output", "NTAKit/Overlay", "NTAKit/Probe", "NTAKit/Recording",
        "NTAKit/Report", "NTAKit/Results", "NTAKit/Run", "NTAKit/Settings", "NTAKit/Simulation",
        "NTAKit/Storage", "NTAKit/Tables", "NTAKit/Verify",
      ],
      // Links to the top-level calibration folder: the program carries its files inside.
      resources: [
        .embedInCode("NTAKit/Resources/Instruments"), .embedInCode("NTAKit/Resources/Standards"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "nta",
      dependencies: [
        "CLinux", "NTAKit", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .testTarget(name: "NTAKitTests", dependencies: ["NTAKit"], swiftSettings: strict),
    .testTarget(name: "ntaTests", dependencies: ["NTAKit", "nta"], swiftSettings: strict),
  ])

// What `scripts/fuzz` and `scripts/soak` build, and nobody else: the fuzzer's loop is only linked
// under its sanitizer.
if Context.environment["NTA_STRESS"] != nil {
  package.targets += [
    .executableTarget(
      name: "fuzz", dependencies: ["NTAKit"], path: "Stress/Fuzz", swiftSettings: strict),
    .executableTarget(
      name: "soak", dependencies: ["NTAKit"], path: "Stress/Soak", swiftSettings: strict),
  ]
}
