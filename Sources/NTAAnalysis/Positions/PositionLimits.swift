/// The limits by which positions are removed; see ``PositionResult/Removal``.
package struct PositionLimits: Sendable, Equatable {
  /// Fewer sized tracks than this remove a position (`MIN_TRACKS`), in [0, 1000000].
  package var minimumTracks: Int
  /// Faster drift than this removes it (`MAX_DRIFT`), in (0, 100000] µm/s.
  package var maximumDrift_um_per_s: Double
  /// Fewer particles per frame than this remove it (`PARTICLE_RANGE`), in [0, 1000000].
  package var minimumParticlesPerFrame: Double
  /// More particles per frame than this remove it (`PARTICLE_RANGE`); `nil` sets no limit.
  package var maximumParticlesPerFrame: Double?
  /// Robust deviations of the median diameter that make an outlier (`OUTLIER_SIZE`).
  package var outlierSize: Double
  /// Robust deviations of the particle count that make an outlier (`OUTLIER_COUNT`).
  package var outlierCount: Double
  /// Robust deviations of the mean intensity that make an outlier (`OUTLIER_INTENSITY`).
  package var outlierIntensity: Double

  /// The program's defaults, unless stated; that of the drift is the ZetaView's.
  package init(
    minimumTracks: Int = 5, maximumDrift_um_per_s: Double = 30,
    minimumParticlesPerFrame: Double = 1, maximumParticlesPerFrame: Double? = nil,
    outlierSize: Double = 5, outlierCount: Double = 5, outlierIntensity: Double = 5
  ) {
    self.minimumTracks = minimumTracks
    self.maximumDrift_um_per_s = maximumDrift_um_per_s
    self.minimumParticlesPerFrame = minimumParticlesPerFrame
    self.maximumParticlesPerFrame = maximumParticlesPerFrame
    self.outlierSize = outlierSize
    self.outlierCount = outlierCount
    self.outlierIntensity = outlierIntensity
  }

  /// Whether that many particles per frame are within the range.
  func holds(particlesPerFrame count: Double) -> Bool {
    count >= minimumParticlesPerFrame && maximumParticlesPerFrame.map { count <= $0 } ?? true
  }
}
