import Foundation

/// Particles per frame divided by the volume in which they are detected.
package struct CountedParticles: Sendable {
  /// Concentration in the measured cell at each position, particles/mL; nil for unused positions.
  package let ofPosition: [Double?]
  private let perFrame: [Double]
  /// The observed volume; nil if no depth is known.
  package let volume: ObservedVolume?
  private let meanDepth_um: Double

  /// µm³ per millilitre.
  private static let perMillilitre = 1e12

  private init(
    ofPosition: [Double?], perFrame: [Double], volume: ObservedVolume?, meanDepth_um: Double
  ) {
    (self.ofPosition, self.perFrame) = (ofPosition, perFrame)
    (self.volume, self.meanDepth_um) = (volume, meanDepth_um)
  }

  /// The properties of a position that counting needs.
  package struct Position: Sendable {
    /// Frames analysed.
    package var frames: Int
    /// Particles lost to coincidence over particles detected, >= 0.
    package var coincidenceFraction: Double
    /// Whether the position is included in the pooled result.
    package var isUsed: Bool

    package init(frames: Int, coincidenceFraction: Double, isUsed: Bool) {
      self.frames = frames
      self.coincidenceFraction = coincidenceFraction
      self.isUsed = isUsed
    }
  }

  /// Counts the particles of the used positions.
  ///
  /// - Parameters:
  ///   - tracks: sized tracks of used positions.
  ///   - weights: particles each track represents, summed over frames.
  ///   - positions: all positions, used or not.
  ///   - perFrame: fraction of the particles detected per frame in each size bin.
  ///   - volume: observed volume; nil if no depth is known.
  /// - Returns: the counts per position and the volume they lie in.
  package static func count(
    _ tracks: SizedTracks, weights: [Double], positions: [Position], perFrame: [Double],
    volume: ObservedVolume?
  ) -> CountedParticles {
    // Each size bin has its own depth, so the sum is over fraction / depth.
    let inverseDepth = zip(perFrame, volume?.depth_um ?? []).reduce(0) {
      $1.1 > 0 ? $0 + $1.0 / $1.1 : $0
    }
    let depth = inverseDepth > 0 ? 1 / inverseDepth : 0
    var counts = [Double](repeating: 0, count: positions.count)
    for (track, weight) in zip(tracks.summaries, weights) { counts[track.observation] += weight }
    for (i, position) in positions.enumerated() {
      counts[i] *= (1 + position.coincidenceFraction) / Double(max(position.frames, 1))
    }
    return CountedParticles(
      ofPosition: positions.indices.map { i in
        guard let volume, positions[i].isUsed, depth > 0 else { return nil }
        return counts[i] / (volume.area_um2 * depth) * Self.perMillilitre
      },
      perFrame: positions.indices.filter { positions[$0].isUsed }.map { counts[$0] },
      volume: volume, meanDepth_um: depth)
  }

  /// The pooled concentration of all used positions, multiplied by `dilution` for the sample; nil
  /// if no depth is known.
  package func result(dilution: Double) -> ConcentrationResult? {
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
      axialHalfWidth_um: volume.axialHalfWidth_um,
      intrinsicFluctuation: volume.intrinsicFluctuation, particlesPerFrame: counts.mean,
      area_um2: volume.area_um2)
  }

  /// Relative standard error of the mean count, from the scatter between positions but at least the
  /// Poisson error.
  private func relativeError(_ counts: SampleMoments) -> Double {
    let n = Double(counts.count)
    let poisson = 1 / (n * max(counts.mean, 1e-9)).squareRoot()
    guard counts.count >= 3 else { return poisson }
    return max((counts.variance / n).squareRoot() / counts.mean, poisson)
  }
}
