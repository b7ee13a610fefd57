/// One result in a comparison, whichever program it is from.
///
/// Values are those of the program itself; what it does not give is `nil`. Diameters are in nm and
/// number-weighted, intervals hold the value they are of.
public struct ComparedResult: Sendable, Equatable {
  /// Whose result it is.
  public enum Origin: String, Sendable { case nta, zetaView = "ZetaView", nanoSight = "NanoSight" }
  /// Name of the file or folder, without the folders above it.
  public var name: String
  /// Whose result it is.
  public var origin: Origin
  /// Name of the sample.
  public var sample: String?
  /// The number-weighted distribution; `nil` where the file has none.
  public var distribution: ComparedDistribution?
  /// Diameter of the highest density.
  public var mode_nm: Double?
  /// Mean diameter.
  public var mean_nm: Double?
  /// Standard deviation of the diameter.
  public var sd_nm: Double?
  /// A tenth of the particles are smaller.
  public var d10_nm: Double?
  /// Half of the particles are smaller.
  public var d50_nm: Double?
  /// Nine tenths of the particles are smaller.
  public var d90_nm: Double?
  /// Diameter below which particles are too faint to be seen, where it is known: what the
  /// distribution holds there is extrapolated.
  public var detectionLimit_nm: Double?
  /// 95 % interval of the mode, where one is known.
  public var modeInterval95_nm: ClosedRange<Double>?
  /// 95 % interval of the median, where one is known.
  public var d50Interval95_nm: ClosedRange<Double>?
  /// Particles per mL of the sample before dilution.
  public var concentration_per_mL: Double?
  /// 95 % interval of that, where one is known.
  public var concentrationInterval95_per_mL: ClosedRange<Double>?
  /// How many times the sample was diluted, > 0; `nil` where it is not recorded.
  public var dilution: Double?
  /// Tracks behind the sizes; 0 for an aborted run.
  public var tracks: Int?

  init(name: String, origin: Origin) {
    self.name = name
    self.origin = origin
  }
}

/// A number-weighted distribution in classes of any width.
public struct ComparedDistribution: Sendable, Equatable {
  /// Class borders in nm, rising, one more than there are classes.
  public var borders_nm: [Double]
  /// Share of the particles in each class, >= 0; sums to 1.
  public var shares: [Double]
  /// 95 % band of the density, per nm, where one is known.
  public var band_per_nm: (lower: [Double], upper: [Double])? {
    lower_per_nm.isEmpty ? nil : (lower_per_nm, upper_per_nm)
  }
  private var lower_per_nm: [Double]
  private var upper_per_nm: [Double]

  /// A distribution from weights that need not sum to 1; `nil` where they are all 0.
  init?(
    borders_nm: [Double], weights: [Double], lower_per_nm: [Double] = [],
    upper_per_nm: [Double] = []
  ) {
    precondition(borders_nm.count == weights.count + 1)
    let total = weights.reduce(0, +)
    guard total > 0, total.isFinite else { return nil }
    self.borders_nm = borders_nm
    shares = weights.map { $0 / total }
    self.lower_per_nm = lower_per_nm
    self.upper_per_nm = upper_per_nm
  }

  /// Middle of a class.
  func centre_nm(_ index: Int) -> Double { 0.5 * (borders_nm[index] + borders_nm[index + 1]) }

  /// Share per nm in a class.
  func density_per_nm(_ index: Int) -> Double {
    shares[index] / (borders_nm[index + 1] - borders_nm[index])
  }

  /// Diameter in nm below which the share `level` of the particles lies.
  ///
  /// - Parameter level: the share, in (0, 1).
  /// - Returns: the diameter, on a straight line within its class.
  public func quantile_nm(_ level: Double) -> Double {
    var below = 0.0
    for (j, share) in shares.enumerated() where share > 0 {
      if below + share >= level {
        let part = min(max((level - below) / share, 0), 1)
        return borders_nm[j] + part * (borders_nm[j + 1] - borders_nm[j])
      }
      below += share
    }
    return borders_nm[borders_nm.count - 1]
  }

  /// Share of the particles below each of some rising diameters.
  func cumulated(at diameters_nm: [Double]) -> [Double] {
    var below = 0.0
    var j = 0
    return diameters_nm.map { diameter in
      while j < shares.count, borders_nm[j + 1] <= diameter {
        below += shares[j]
        j += 1
      }
      guard j < shares.count, diameter > borders_nm[j] else { return min(below, 1) }
      return below + shares[j] * (diameter - borders_nm[j]) / (borders_nm[j + 1] - borders_nm[j])
    }
  }

  /// Wasserstein-1 distance in nm: how far a particle has to be moved on average to make one
  /// distribution of the other.
  ///
  /// - Parameter other: a distribution on any classes.
  /// - Returns: the distance, >= 0; 0 for equal distributions.
  public func wassersteinDistance_nm(to other: ComparedDistribution) -> Double {
    let borders = (borders_nm + other.borders_nm).sorted()
    let difference = zip(cumulated(at: borders), other.cumulated(at: borders)).map { $0 - $1 }
    var sum = 0.0
    for i in 1..<borders.count {
      let (a, b) = (difference[i - 1], difference[i])
      let width = borders[i] - borders[i - 1]
      // Both are straight lines between borders; where they cross, two triangles.
      sum +=
        a * b >= 0
        ? 0.5 * width * (abs(a) + abs(b)) : 0.5 * width * (a * a + b * b) / (abs(a) + abs(b))
    }
    return sum
  }

  /// Equal where classes, shares and bands are.
  public static func == (a: ComparedDistribution, b: ComparedDistribution) -> Bool {
    a.borders_nm == b.borders_nm && a.shares == b.shares && a.lower_per_nm == b.lower_per_nm
      && a.upper_per_nm == b.upper_per_nm
  }
}
