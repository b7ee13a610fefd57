import Foundation

/// Expected growth of the squared change of ln amplitude from one lag to the next, for particles that
/// diffuse along the optical axis and are tracked as long as they are detected.
///
/// The probability of a particle's distance from the focal plane is propagated from frame to frame. In
/// each frame it is multiplied by the probability of detection, so that tracks that end early are
/// missing from long lags here as they are in a recording.
struct AxialGrowth: Sendable {
  /// Pairs of lags in frames; the growth from the first to the second is compared with observations.
  static let lags = [(from: 1, to: 2), (from: 2, to: 4), (from: 4, to: 8), (from: 8, to: longest)]
  static let longest = 16

  /// Growth of each pair of lags, summed over the starts that are tracked up to the second lag.
  private(set) var sums: [Double]
  /// Number of these starts.
  private(set) var starts: [Double]

  /// Mean growth of each pair of lags.
  var means: [Double] { zip(sums, starts).map { $1 > 0 ? $0 / $1 : 0 } }

  /// No starts.
  init() {
    sums = Self.lags.map { _ in 0 }
    starts = sums
  }

  /// Nodes of the distance from the focal plane; beyond the largest number, the displacement of a frame
  /// would be shorter than their spacing.
  private static let nodes = (per: 1.5, fewest: 24, most: 160)

  /// Adds particles of one kind; nothing if their displacement per frame is too short to be resolved.
  ///
  /// - Parameters:
  ///   - count: starts that are tracked for two frames.
  ///   - contrast: ln(A / counting threshold), > 0.
  ///   - spread: standard deviation of the axial displacement per frame in units of w, > 0.
  ///   - moments: amplitude moments at the start and the end.
  mutating func add(
    _ count: Double, contrast: Double, spread: Double,
    _ moments: AxialCalibration.ThresholdMoments
  ) {
    // Where the table of moments ends, nothing is detected.
    let far = (0.5 * (contrast + 2)).squareRoot()
    let number = max(Int((Self.nodes.per * far / spread).rounded(.up)), Self.nodes.fewest)
    guard number <= Self.nodes.most else { return }
    let step = far / Double(number)
    let diffusion = AxialDiffusion(nodes: number, step: step / spread)
    let logs = (0..<number).map { contrast - 2 * pow((Double($0) + 0.5) * step, 2) }
    let start = logs.map { moments.start.moments($0) ?? .init() }
    let end = logs.map { moments.end.moments($0) ?? .init() }
    let detected = end.map(\.share)

    // Share, mean and mean square of the starts' ln amplitude, by where the particles are now.
    var now = (share: start.map(\.share), mean: start.map(\.mean), square: start.map(\.square))
    var changes: [Int: [Double]] = [:]
    var totals: [Int: Double] = [:]
    for lag in 1...Self.longest {
      now = (
        diffusion.propagate(now.share), diffusion.propagate(now.mean),
        diffusion.propagate(now.square)
      )
      changes[lag] = end.indices.map {
        now.share[$0] * end[$0].square - 2 * now.mean[$0] * end[$0].mean
          + now.square[$0] * end[$0].share
      }
      now = (
        zip(now.share, detected).map(*), zip(now.mean, detected).map(*),
        zip(now.square, detected).map(*)
      )
      totals[lag] = now.share.reduce(0, +)
    }
    let scale = count / max(totals[2] ?? 0, 1e-300)
    for (k, pair) in Self.lags.enumerated() {
      // The first lag counts for those that are tracked up to the second.
      var survival = [Double](repeating: 1, count: number)
      for _ in pair.from..<pair.to {
        survival = diffusion.propagate(zip(survival, detected).map(*))
      }
      let early = zip(changes[pair.from] ?? [], survival).reduce(0) { $0 + $1.0 * $1.1 }
      let late = (changes[pair.to] ?? []).reduce(0, +)
      sums[k] += scale * (late - early)
      starts[k] += scale * (totals[pair.to] ?? 0)
    }
  }
}

/// One frame of diffusion on evenly spaced distances from the focal plane, both sides of which are alike.
private struct AxialDiffusion {
  private let nodes: Int
  /// Gaussian of the distance in nodes, up to four and a half standard deviations.
  private let kernel: [Double]

  /// - Parameters:
  ///   - nodes: number of nodes; the first is half a step from the focal plane.
  ///   - step: spacing of the nodes, in standard deviations of the displacement.
  init(nodes: Int, step: Double) {
    self.nodes = nodes
    kernel = (0...Int(4.5 / step)).map {
      step / (2 * .pi).squareRoot() * exp(-0.5 * pow(Double($0) * step, 2))
    }
  }

  func propagate(_ values: [Double]) -> [Double] {
    (0..<nodes).map { to in
      var sum = 0.0
      for from in max(to - kernel.count + 1, 0)..<min(to + kernel.count, nodes) {
        sum += values[from] * kernel[abs(to - from)]
      }
      // From the other side of the focal plane.
      for from in 0..<max(min(kernel.count - to - 1, nodes), 0) {
        sum += values[from] * kernel[to + from + 1]
      }
      return sum
    }
  }
}
