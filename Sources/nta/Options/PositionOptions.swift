import ArgumentParser
import NTAKit

/// The criteria by which positions are left out.
struct PositionOptions: ParsableArguments {
  @Option(\.minimumTracks) var minimumTracks: Int?
  @Option(\.maximumDrift_um_per_s) var maximumDrift_um_per_s: Double?
  @Option(\.minimumParticlesPerFrame) var minimumParticlesPerFrame: Double?
  @Option(\.maximumParticlesPerFrame) var maximumParticlesPerFrame: Double?
  @Option(\.outlierSize) var outlierSize: Double?
  @Option(\.outlierCount) var outlierCount: Double?
  @Option(\.outlierIntensity) var outlierIntensity: Double?

  /// Adds these options to `options`.
  func add(to options: inout SettingOptions) {
    options.minimumTracks = minimumTracks
    options.maximumDrift_um_per_s = maximumDrift_um_per_s
    options.minimumParticlesPerFrame = minimumParticlesPerFrame
    options.maximumParticlesPerFrame = maximumParticlesPerFrame
    options.outlierSize = outlierSize
    options.outlierCount = outlierCount
    options.outlierIntensity = outlierIntensity
  }
}
