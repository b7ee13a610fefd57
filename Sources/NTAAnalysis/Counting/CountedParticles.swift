import Foundation

/// Particles per frame over the volume they were seen in.
struct CountedParticles: Sendable {
  /// Concentration of each observation in the measured cell; nil for unused ones.
  let ofPosition: [Double?]
  private let perFrame: [Double]
  private let volume: ObservedVolume?
  private let meanDepth_um: Double

  /// µm³ in a millilitre.
  private static let perMillilitre = 1e12

  /// Counts the used positions.
  ///
  /// - Parameters:
  ///   - tracks: sized tracks of used positions.
  ///   - weights: particles each track stands for, summed over frames.
  ///   - observations: all positions, used or not.
  ///   - positions: which of them are used.
  ///   - perFrame: share of each size class among the particles seen in a frame.
  ///   - volume: nil where no depth is known.
  init(
    tracks: SizedTracks, weights: [Double], observations: [PositionObservation],
    positions: PositionTable, perFrame: [Double], volume: ObservedVolume?
  ) {
    self.volume = volume
    // Sum over classes of seen / depth: each class has its own volume.
    let inverseDepth = zip(perFrame, volume?.depth_um ?? []).reduce(0) {
      $1.1 > 0 ? $0 + $1.0 / $1.1 : $0
    }
    meanDepth_um = inverseDepth > 0 ? 1 / inverseDepth : 0
    var counts = [Double](repeating: 0, count: observations.count)
    for (track, weight) in zip(tracks.facts, weights) { counts[track.observation] += weight }
    for (i, observation) in observations.enumerated() {
      counts[i] *= (1 + observation.coincidenceFraction) / Double(max(observation.frames, 1))
    }
    self.perFrame = observations.indices.filter { positions.isUsed($0) }.map { counts[$0] }
    let depth = meanDepth_um
    ofPosition = observations.indices.map { i in
      guard let volume, positions.isUsed(i), depth > 0 else { return nil }
      return counts[i] / (volume.area_um2 * depth) * Self.perMillilitre
    }
  }

  /// The pooled concentration; nil where no depth is known.
  func result(dilution: Double) -> ConcentrationResult? {
    guard let volume, meanDepth_um > 0, !perFrame.isEmpty else { return nil }
    let counts = SampleMoments(perFrame)
    let measured = counts.mean / (volume.area_um2 * meanDepth_um) * Self.perMillilitre
    let counting = relativeError(counts)
    let relative =
      (counting * counting + volume.relativeError * volume.relativeError).squareRoot()
    let sample = measured * dilution
    return ConcentrationResult(
      measured_per_mL: measured, sample_per_mL: sample,
      interval95_per_mL: sample * exp(-1.96 * relative)...sample * exp(1.96 * relative),
      dilution: dilution, method: volume.method, depth_um: meanDepth_um,
      slabWidth_um: volume.slabWidth_um)
  }

  /// Standard error of the mean count: what the positions scatter by, at least Poisson's.
  private func relativeError(_ counts: SampleMoments) -> Double {
    let n = Double(counts.count)
    let poisson = 1 / (n * max(counts.mean, 1e-9)).squareRoot()
    guard counts.count >= 3 else { return poisson }
    return max((counts.variance / n).squareRoot() / counts.mean, poisson)
  }
}
