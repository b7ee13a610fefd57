import Foundation

/// Links the spots of successive images to tracks.
///
/// ```swift
/// let linker = try TrackLinker(maximumStep_px: 8)
/// let tracks = try linker.tracks(linking: spots)
/// ```
///
/// In each image the set of links with the greatest total likelihood is found (a linear assignment
/// problem, as in Jaqaman et al., Nature Methods 5:695, 2008). How far particles move, how often they
/// are missed and how many appear is estimated from the first 64 images; the common motion of all
/// particles is predicted. Where two particles meet, both tracks end, and new ones begin.
public struct TrackLinker: Sendable, Equatable {
  /// Largest displacement between consecutive images, in px.
  ///
  /// Over a gap of *n* images it is larger by a factor of √(*n* + 1).
  public let maximumStep_px: Double
  /// Number of consecutive images without a detection that a track survives.
  public let maximumGap: Int

  /// A linker for particles that move at most a given distance.
  ///
  /// - Parameters:
  ///   - maximumStep_px: largest displacement between consecutive images, > 0 px. Three times the
  ///     root mean square step of the fastest particle misses 1 in 1000 of its steps.
  ///   - maximumGap: number of consecutive images without a detection that a track survives, in
  ///     [0, 100].
  /// - Throws: ``AnalysisError/outOfRange(name:value:allowed:)``.
  public init(maximumStep_px: Double, maximumGap: Int = 2) throws(AnalysisError) {
    try AnalysisError.requirePositive(maximumStep_px, "maximumStep_px")
    guard (0...100).contains(maximumGap) else {
      throw .outOfRange(name: "maximumGap", value: Double(maximumGap), allowed: "from 0 to 100")
    }
    self.maximumStep_px = maximumStep_px
    self.maximumGap = maximumGap
  }

  /// A linker for particles up to a diffusion coefficient.
  ///
  /// The largest displacement is the one that 1 in 1000 steps of such a particle exceeds,
  /// `√(4 D dt ln 1000)`.
  ///
  /// - Parameters:
  ///   - diffusion_um2_per_s: diffusion coefficient of the fastest particle, > 0 µm²/s.
  ///   - interval_s: time between images, > 0 s.
  ///   - pixelSize_um: edge of a pixel in the sample, > 0 µm.
  ///   - maximumGap: number of consecutive images without a detection that a track survives.
  /// - Throws: ``AnalysisError/outOfRange(name:value:allowed:)``.
  public init(
    largestDiffusion_um2_per_s diffusion_um2_per_s: Double, interval_s: Double,
    pixelSize_um: Double, maximumGap: Int = 2
  ) throws(AnalysisError) {
    try AnalysisError.requirePositive(diffusion_um2_per_s, "largestDiffusion_um2_per_s")
    try AnalysisError.requirePositive(interval_s, "interval_s")
    try AnalysisError.requirePositive(pixelSize_um, "pixelSize_um")
    let meanSquare_px2 = 4 * diffusion_um2_per_s * interval_s / (pixelSize_um * pixelSize_um)
    try self.init(
      maximumStep_px: (meanSquare_px2 * Self.gatePerMeanSquare).squareRoot(),
      maximumGap: maximumGap)
  }

  /// Squared search range over the mean squared step of the fastest particle.
  private static let gatePerMeanSquare = -log(Double(LinkModel.cutShare))

  /// The tracks of all particles.
  ///
  /// - Parameter localizations: the detections of each image in any order; the outer index is the
  ///   number of the image, at even intervals of time. An image without spots is an empty array.
  ///   Of a detection only `x` and `y` are required; amplitude, sigma and variance may be `nan`.
  /// - Returns: the tracks, numbered from 1 by first image, then row, then column. A track may be a
  ///   single point.
  /// - Throws: ``AnalysisError/outOfRange(name:value:allowed:)`` if a coordinate is not finite or
  ///   beyond a million px.
  /// - Complexity: nearly linear in the number of detections where tracks are farther apart than
  ///   their steps.
  public func tracks(linking localizations: [[Detection]]) throws(AnalysisError) -> [Track] {
    for detection in localizations.joined() {
      for value in [detection.x, detection.y] where !(abs(value) <= 1e6) {
        throw .outOfRange(
          name: "a coordinate", value: Double(value), allowed: "finite and at most 1e6 px")
      }
    }
    let linked = Linker.tracks(
      of: localizations, interval_s: 1,
      fastestStep_px2: maximumStep_px * maximumStep_px / Self.gatePerMeanSquare, position: 1,
      maximumGap: maximumGap)
    return Array(linked.tracks)
  }
}
