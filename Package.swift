// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "nta",
  products: [
    .library(name: "NTAKit", targets: ["NTAKit"]),
    .library(name: "NTAAnalysis", targets: ["NTAAnalysis"]),
    .library(name: "NTAStudy", targets: ["NTAStudy"]),
    .executable(name: "nta", targets: ["nta"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-algorithms", from: "1.2.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CFFmpeg", pkgConfig: "libavformat libavcodec libavutil",
      providers: [.apt(["libavformat-dev", "libavcodec-dev", "libavutil-dev"])]),
    .systemLibrary(name: "CTIFF", pkgConfig: "libtiff-4", providers: [.apt(["libtiff-dev"])]),
    .systemLibrary(
      name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CLinux"),
    // Pixels to numbers: values in, values out. It knows no file and no FFmpeg.
    .target(
      name: "NTAAnalysis",
      dependencies: [
        .product(name: "Algorithms", package: "swift-algorithms"),
        .product(name: "HeapModule", package: "swift-collections"),
      ],
      swiftSettings: strict),
    // Videos to frames, and frames to videos: the only module that knows FFmpeg and libtiff.
    .target(
      name: "NTAVideo",
      dependencies: [
        "CFFmpeg", "CTIFF", "CLinux", "NTAAnalysis",
        .product(name: "Algorithms", package: "swift-algorithms"),
      ],
      swiftSettings: strict),
    // The run: recordings, settings, the pipeline, results, reports.
    .target(
      name: "NTAKit",
      dependencies: [
        "CLinux", "NTAAnalysis", "NTAVideo",
        .product(name: "Algorithms", package: "swift-algorithms"),
        .product(name: "SystemPackage", package: "swift-system"),
        .product(name: "Yams", package: "Yams"),
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      // The program carries these files inside; the first two are links to the top-level
      // calibration folder.
      resources: [
        .embedInCode("Resources/Instruments"), .embedInCode("Resources/Standards"),
        .embedInCode("Resources/Templates"),
      ],
      swiftSettings: strict),
    // Many runs in one database: the only module that knows SQLite and OpenSSL.
    .target(
      name: "NTAStudy",
      dependencies: [
        "COpenSSL", "NTAAnalysis", "NTAVideo", "NTAKit",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "nta",
      dependencies: [
        "CLinux", "NTAAnalysis", "NTAVideo", "NTAKit", "NTAStudy",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    // What tests of several modules draw from.
    .target(
      name: "_TestSupport", dependencies: ["CTIFF", "NTAAnalysis", "NTAVideo"],
      path: "Tests/_TestSupport",
      swiftSettings: strict),
    .testTarget(
      name: "NTAAnalysisTests",
      dependencies: ["_TestSupport", "NTAAnalysis", "NTAVideo", "NTAKit"],
      swiftSettings: strict),
    .testTarget(
      name: "NTAVideoTests", dependencies: ["_TestSupport", "NTAAnalysis", "NTAVideo", "NTAKit"],
      swiftSettings: strict),
    .testTarget(
      name: "NTAKitTests", dependencies: ["_TestSupport", "NTAAnalysis", "NTAVideo", "NTAKit"],
      swiftSettings: strict),
    .testTarget(
      name: "NTAStudyTests",
      dependencies: [
        "_TestSupport", "NTAAnalysis", "NTAVideo", "NTAKit", "NTAStudy",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ntaTests",
      dependencies: [
        "_TestSupport", "NTAKit", "nta",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
  ])

// What `scripts/bench-kernels` builds, and nobody else.
if Context.environment["NTA_BENCHMARKS"] != nil {
  package.targets += [
    .executableTarget(
      name: "kernels", dependencies: ["NTAAnalysis", "NTAVideo"], path: "Benchmarks/Kernels",
      swiftSettings: strict)
  ]
}

// What `scripts/fuzz` and `scripts/soak` build, and nobody else: the fuzzer's loop is only linked
// under its sanitizer.
if Context.environment["NTA_STRESS"] != nil {
  package.targets += [
    .executableTarget(
      name: "fuzz", dependencies: ["NTAAnalysis", "NTAVideo", "NTAKit"], path: "Stress/Fuzz",
      swiftSettings: strict),
    .executableTarget(
      name: "soak", dependencies: ["NTAAnalysis", "NTAVideo", "NTAKit"], path: "Stress/Soak",
      swiftSettings: strict),
  ]
}
