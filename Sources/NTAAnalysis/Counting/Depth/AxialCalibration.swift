import Algorithms
import Foundation

/// Determines the axial half-width w from the intensity fluctuations of particles that diffuse
/// along the optical axis.
///
/// For a known diffusion coefficient, the mean squared change of ln amplitude over a time
/// determines `w`. The expected change is integrated over starting points anywhere in the counted
/// volume and over end points where the particle is still above the threshold. Particles that fade
/// below it are not measured, which the plain formula `16 D dt L / (3 w²)` would miss. The change
/// over two frames minus that over one is free of amplitude noise, except that particles move to
/// where they are fainter and ln of a faint amplitude is noisier; the expectation includes this
/// effect. Input comes from ``BrightnessSamples`` and ``SizeDependentDepth``; the result is used by
/// ``ObservedVolume``.
package enum AxialCalibration {
  /// Minimum number of start frames for an estimate.
  static let fewestStarts = 200.0
  /// Range searched for the half-width, µm.
  private static let range = (low: 0.5, high: 500.0)

  /// Bisections of the range of ln w before interpolating linearly; the last interval is 0.2 % of
  /// w.
  private static let halvings = 12

  /// An estimate of the axial half-width.
  package struct Width: Sendable, Equatable {
    var value_um: Double
    /// Relative standard error, from the scatter between tracks and the uncertainty of the
    /// profile's shape.
    var relativeError: Double
    /// Standard deviation of ln amplitude that motion along the axis does not explain; nil if it
    /// explains all.
    package var intrinsicFluctuation: Double?
  }

  /// Relative error of the half-width if the axial detection profile is not Gaussian; found with
  /// simulated profiles that combine light sheet and defocus.
  private static let shapeError = 0.05

  /// Estimates `w`; nil if the fluctuations are too weak or there are too few start frames.
  ///
  /// - Parameters:
  ///   - intensityFluctuations: squared changes of ln amplitude of each track.
  ///   - startsByBin: start frames in each size bin.
  ///   - contrast: ln(A / threshold) of each bin.
  ///   - diffusion_um2_per_s: diffusion coefficient of each bin.
  ///   - interval_s: time between frames.
  ///   - relativeNoise: standard deviation of an amplitude as a fraction of the counting threshold.
  ///   - shortestTrack: number of detections of the shortest track.
  /// - Returns: the axial half-width, or nil.
  static func width(
    _ intensityFluctuations: [BrightnessSamples.IntensityFluctuation], startsByBin: [Double],
    contrast: [Double],
    diffusion_um2_per_s: [Double], interval_s: Double, relativeNoise: Double, shortestTrack: Int
  ) -> Width? {
    let starts = intensityFluctuations.reduce(0) { $0 + Double($1.starts) }
    guard starts >= fewestStarts else { return nil }
    let observed = intensityFluctuations.reduce(0) { $0 + Double($1.two) - Double($1.one) } / starts
    guard observed > 0 else { return nil }
    let moments = ThresholdMoments(relativeNoise: relativeNoise)
    let kinds = kinds(startsByBin, contrast, diffusion_um2_per_s)
    func expected(_ width: Double) -> Double {
      var sum = 0.0
      var weight = 0.0
      for kind in kinds {
        let spread = (2 * kind.diffusion_um2_per_s * interval_s).squareRoot() / width
        sum += kind.starts * growth(contrast: kind.contrast, spread: spread, moments)
        weight += kind.starts
      }
      return sum / weight
    }
    // Once w exceeds the displacement per frame, the expectation falls nearly as 1/w², so its
    // logarithm is linear in ln w between close ends.
    var (low, high) = (log(range.low), log(range.high))
    var (above, below) = (Double.infinity, expected(range.high))
    guard below < observed else { return nil }
    for _ in 0..<halvings {
      let middle = 0.5 * (low + high)
      let value = expected(exp(middle))
      if value > observed {
        (low, above) = (middle, value)
      } else {
        (high, below) = (middle, value)
      }
    }
    let isKnown = above.isFinite && below > 0
    let place = isKnown ? log(above / observed) / log(above / below) : 0.5
    let scatter = intensityFluctuations.reduce(0) { sum, fluctuation in
      let growth = Double(fluctuation.two) - Double(fluctuation.one)
      let off = growth - observed * Double(fluctuation.starts)
      return sum + off * off
    }
    // The fluctuations are proportional to 1/w², so the relative error of w is half of theirs.
    let ownError = 0.5 * scatter.squareRoot() / (starts * observed)
    let found = Width(
      value_um: exp(low + place * (high - low)),
      relativeError: (ownError * ownError + shapeError * shapeError).squareRoot())
    return found.correcting(
      for: IntrinsicFluctuation.find(
        .init(intensityFluctuations, shortest: shortestTrack), width_um: found.value_um
      ) { width in
        var growth = AxialGrowth()
        for kind in kinds {
          growth.add(
            kind.starts, contrast: kind.contrast,
            spread: (2 * kind.diffusion_um2_per_s * interval_s).squareRoot() / width, moments)
        }
        return growth
      })
  }

  /// Particles of similar size.
  private struct Kind {
    var starts = 0.0
    var contrast = 0.0
    var diffusion_um2_per_s = 0.0
  }

  /// Adjacent grid bins that are merged.
  private static let binsPerKind = 3

  /// Merges a few adjacent bins at a time and skips bins with a negligible number of starts.
  private static func kinds(
    _ starts: [Double], _ contrast: [Double], _ diffusion_um2_per_s: [Double]
  ) -> [Kind] {
    let least = 2e-3 * starts.reduce(0, +)
    return starts.indices.chunks(ofCount: binsPerKind).compactMap { bins in
      var kind = Kind()
      for j in bins where starts[j] > least {
        kind.starts += starts[j]
        kind.contrast += starts[j] * max(contrast[j], 0.1)
        kind.diffusion_um2_per_s += starts[j] * diffusion_um2_per_s[j]
      }
      guard kind.starts > 0 else { return nil }
      kind.contrast /= kind.starts
      kind.diffusion_um2_per_s /= kind.starts
      return kind
    }
  }

  /// Amplitude moments at the start, where the counting threshold applies, and at the end, where
  /// the detection threshold applies.
  struct ThresholdMoments: Sendable {
    let start: TruncatedAmplitudeMoments
    let end: TruncatedAmplitudeMoments

    init(relativeNoise: Double) {
      start = TruncatedAmplitudeMoments(relativeNoise: relativeNoise, above: 1)
      end = TruncatedAmplitudeMoments(
        relativeNoise: relativeNoise, above: 1 / DetectionProbability.margin)
    }
  }

  /// Expected squared change of ln amplitude over two frames minus that over one.
  ///
  /// - Parameters:
  ///   - contrast: ln(A / threshold) > 0.
  ///   - spread: standard deviation of the axial displacement per frame in units of w, > 0.
  ///   - moments: amplitude moments at the start and the end.
  /// - Returns: the mean difference over starts that are detected in both later frames.
  static func growth(contrast: Double, spread: Double, _ moments: ThresholdMoments) -> Double {
    // At a third of the counting threshold (e^-1.1), noise does not lift a spot above it.
    let far = (0.5 * (contrast + 1.1)).squareRoot()
    var sum = 0.0
    var total = 0.0
    for i in 0..<startCount {
      let z0 = far * (Double(i) + 0.5) / Double(startCount)
      guard let start = moments.start.moments(contrast - 2 * z0 * z0), start.share > 0 else {
        continue
      }
      for (first, weight) in deviates {
        let z1 = z0 + spread * first
        guard let one = moments.end.moments(contrast - 2 * z1 * z1), one.share > 0 else {
          continue
        }
        var two = TruncatedAmplitudeMoments.Moments()
        for (second, share) in deviates {
          let z2 = z1 + spread * second
          guard let end = moments.end.moments(contrast - 2 * z2 * z2) else { continue }
          two.share += share * end.share
          two.mean += share * end.mean
          two.square += share * end.square
        }
        // (L2 - L0)² minus (L1 - L0)², in which L0² cancels.
        let change =
          start.share * (one.share * two.square - one.square * two.share)
          - 2 * start.mean * (one.share * two.mean - one.mean * two.share)
        sum += weight * change
        total += weight * start.share * one.share * two.share
      }
    }
    return total > 0 ? sum / total : 0
  }

  /// Starting points between the focal plane and the distance beyond which nothing is counted.
  private static let startCount = 24
  /// Standard normal deviates and their weights; evenly spaced nodes are exact except for the
  /// truncated tails.
  private static let deviates: [(Double, Double)] = (-7...7).map {
    (0.5 * Double($0), exp(-0.125 * Double($0 * $0)))
  }
}

extension AxialCalibration.Width {
  /// The half-width that is left to motion along the axis.
  fileprivate func correcting(for own: IntrinsicFluctuation?) -> Self {
    guard let own else { return self }
    let variance =
      relativeError * relativeError + own.widthRelativeError * own.widthRelativeError
    return Self(
      value_um: own.width_um, relativeError: variance.squareRoot(),
      intrinsicFluctuation: own.probability > 0.5 ? own.relativeSD : nil)
  }
}
