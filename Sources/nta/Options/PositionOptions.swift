import ArgumentParser
import NTAKit

/// What decides whether a position counts.
struct PositionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Leave out positions with fewer sized tracks; default: 5.", valueName: "n"))
  var minTracks: Int?

  @Option(
    help: ArgumentHelp(
      "Leave out positions that drift faster; default: 30.", valueName: "µm/s"))
  var maxDrift: Double?

  @Option(
    help: ArgumentHelp(
      "Leave out positions with fewer particles in a frame; default: 1.", valueName: "n"))
  var minParticles: Double?

  @Option(
    help: ArgumentHelp(
      "Leave out positions with more particles in a frame; default: no limit.", valueName: "n"))
  var maxParticles: Double?

  @Option(
    help: ArgumentHelp(
      "Robust deviations of the median size beyond which a position is left out; default: 5.",
      valueName: "n"))
  var outlierSize: Double?

  @Option(
    help: ArgumentHelp("The same for the particle count; default: 5.", valueName: "n"))
  var outlierCount: Double?

  @Option(
    help: ArgumentHelp("The same for the mean brightness; default: 5.", valueName: "n"))
  var outlierIntensity: Double?

  /// These options as the library takes them.
  var values: PositionLimitValues {
    var values = PositionLimitValues()
    values.minimumTracks = minTracks
    values.maximumDrift_um_per_s = maxDrift
    values.minimumParticlesPerFrame = minParticles
    values.maximumParticlesPerFrame = maxParticles
    values.outlierSize = outlierSize
    values.outlierCount = outlierCount
    values.outlierIntensity = outlierIntensity
    return values
  }
}
