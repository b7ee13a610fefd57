import ArgumentParser
import NTAKit

/// The criteria by which positions are left out.
struct PositionOptions<Command: MeasuringCommand>: ParsableArguments {
  @Option(\.minimumTracks, for: Command.self) var minimumTracks: Int?
  @Option(\.maximumDrift_um_per_s, for: Command.self) var maximumDrift_um_per_s: Double?
  @Option(\.minimumParticlesPerFrame, for: Command.self) var minimumParticlesPerFrame: Double?
  @Option(\.maximumParticlesPerFrame, for: Command.self) var maximumParticlesPerFrame: Double?
  @Option(\.outlierSize, for: Command.self) var outlierSize: Double?
  @Option(\.outlierCount, for: Command.self) var outlierCount: Double?
  @Option(\.outlierIntensity, for: Command.self) var outlierIntensity: Double?

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
