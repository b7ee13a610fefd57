import NTAAnalysis
import NTAVideo

/// What decides whether a position counts; see `PositionResult.Removal`.
public struct PositionLimitSettings: Sendable, Equatable {
  /// Fewer sized tracks than this remove a position (`MIN_TRACKS`), in [0, 1000000].
  public var minimumTracks = Setting(
    Self.defaults.minimumTracks, from: .programDefault)
  /// Faster common motion than this removes it (`MAX_DRIFT`), in (0, 100000] µm/s.
  ///
  /// The default is that of the ZetaView.
  public var maximumDrift_um_per_s = Setting(
    Self.defaults.maximumDrift_um_per_s, from: .programDefault)
  /// Fewer particles in a frame than this remove it (`PARTICLE_RANGE`), in [0, 1000000].
  public var minimumParticlesPerFrame = Setting(
    Self.defaults.minimumParticlesPerFrame, from: .programDefault)
  /// More particles in a frame than this remove it (`PARTICLE_RANGE`), in (0, 1000000]; `nil` sets
  /// no limit.
  public var maximumParticlesPerFrame: Setting<Double>?
  /// Robust deviations of the median diameter that make an outlier (`OUTLIER_SIZE`), in
  /// (0, 1000000].
  public var outlierSize = Setting(
    Self.defaults.outlierSize, from: .programDefault)
  /// Robust deviations of the particle count that make an outlier (`OUTLIER_COUNT`), in
  /// (0, 1000000].
  public var outlierCount = Setting(
    Self.defaults.outlierCount, from: .programDefault)
  /// Robust deviations of the mean brightness that make an outlier (`OUTLIER_INTENSITY`), in
  /// (0, 1000000].
  public var outlierIntensity = Setting(
    Self.defaults.outlierIntensity, from: .programDefault)

  private static let defaults = PositionLimits()

  /// The program's own limits.
  public init() {}
}

/// Limits that someone states, and `nil` where they say nothing.
///
/// Ranges and units are those of ``PositionLimitSettings``.
public struct PositionLimitValues: Sendable, Equatable {
  /// Fewest sized tracks.
  public var minimumTracks: Int?
  /// Fastest common motion.
  public var maximumDrift_um_per_s: Double?
  /// Fewest particles in a frame.
  public var minimumParticlesPerFrame: Double?
  /// Most particles in a frame.
  public var maximumParticlesPerFrame: Double?
  /// Robust deviations of the median diameter.
  public var outlierSize: Double?
  /// Robust deviations of the particle count.
  public var outlierCount: Double?
  /// Robust deviations of the mean brightness.
  public var outlierIntensity: Double?

  /// Values that say nothing.
  public init() {}

  /// The value of a quantity; `nil` also for quantities of other kinds.
  func value(of quantity: Quantity) -> Double? {
    switch quantity {
    case .minimumTracks: minimumTracks.map(Double.init)
    case .maximumDrift: maximumDrift_um_per_s
    case .minimumParticles: minimumParticlesPerFrame
    case .maximumParticles: maximumParticlesPerFrame
    case .outlierSize: outlierSize
    case .outlierCount: outlierCount
    case .outlierIntensity: outlierIntensity
    default: nil
    }
  }
}

extension PositionLimitValues {
  /// What a file of settings says.
  init(_ yaml: FlatYAML) throws(SettingsError) {
    minimumTracks = try yaml.integer(.minimumTracks)
    maximumDrift_um_per_s = try yaml.number(.maximumDrift)
    minimumParticlesPerFrame = try yaml.number(.minimumParticles)
    maximumParticlesPerFrame = try yaml.number(.maximumParticles)
    outlierSize = try yaml.number(.outlierSize)
    outlierCount = try yaml.number(.outlierCount)
    outlierIntensity = try yaml.number(.outlierIntensity)
  }
}

extension PositionLimitSettings {
  /// The plain values, for the selection.
  var limits: PositionLimits {
    PositionLimits(
      minimumTracks: minimumTracks.value, maximumDrift_um_per_s: maximumDrift_um_per_s.value,
      minimumParticlesPerFrame: minimumParticlesPerFrame.value,
      maximumParticlesPerFrame: maximumParticlesPerFrame?.value, outlierSize: outlierSize.value,
      outlierCount: outlierCount.value, outlierIntensity: outlierIntensity.value)
  }
}
