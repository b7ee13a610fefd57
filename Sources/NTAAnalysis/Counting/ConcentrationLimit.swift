/// The concentration that a recording without a population of particles excludes.
///
/// The particles in the fields of view at one moment are a Poisson number. Each of them would have
/// begun a track, so that no more of them were there than tracks were found. The limit is the mean
/// number that gives so few with a probability of 5 %. The tracks that came later make it larger than
/// necessary, never smaller.
public struct ConcentrationLimit: Sendable, Equatable {
  /// Upper limit at 95 % confidence, one-sided: detectable particles/mL in the measured cell.
  public var measured_per_mL: Double
  /// Depth of the observed volume, µm.
  public var depth_um: Double
  /// Whether no source states the depth, so that ``presumedDepth_um`` was taken.
  public var isDepthPresumed: Bool
  /// Number of tracks found, of whatever cause.
  public var tracks: Int
  /// Number of fields of view.
  public var fields: Int

  /// Depth of instruments for particle tracking that is presumed if none is stated, µm: that of a
  /// NanoSight, and less than that of a ZetaView, which makes the limit the higher one.
  public static let presumedDepth_um = 10.0
  private static let excludedProbability = 0.05

  /// Computes the limit.
  ///
  /// - Parameters:
  ///   - tracks: number of tracks in all fields together, >= 0.
  ///   - fields: number of fields of view, >= 1.
  ///   - area_um2: area of a field, > 0 µm².
  ///   - depth_um: depth of the observed volume, > 0 µm; nil if it is unknown.
  package init(tracks: Int, fields: Int, area_um2: Double, depth_um: Double?) {
    precondition(tracks >= 0 && fields >= 1 && area_um2 > 0, "there is a field of view")
    self.tracks = tracks
    self.fields = fields
    self.depth_um = depth_um ?? Self.presumedDepth_um
    isDepthPresumed = depth_um == nil
    let most = ChiSquare.poissonMean(ofAtMost: tracks, probability: Self.excludedProbability)
    measured_per_mL = most / (Double(fields) * area_um2 * self.depth_um) * 1e12
  }
}
