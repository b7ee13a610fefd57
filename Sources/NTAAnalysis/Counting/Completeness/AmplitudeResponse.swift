import Foundation

/// How high spots of given light seem, and how many of them are counted.
///
/// Read off a ``InjectionRecovery``: near the threshold noise lifts some spots over it and lets others
/// fall, and codecs with loss take height off faint spots.
struct AmplitudeResponse: Sendable {
  private let spots: [InjectionRecovery.Spot]
  /// Mean of ln(height / light), at every tenth of ln light from `first`.
  private let bends: [Double]
  private let first: Double

  private static let step = 0.1
  /// Smoothing over ln light.
  private static let smoothing = 0.08
  /// Spots of a light of which fewer are found tell no more how high they seem: the high ones are.
  private static let mostlyFound = 0.95

  /// Reads a trial; nil when too few of its spots were found.
  init?(_ trial: InjectionRecovery) {
    spots = trial.spots
    let logs = spots.map { log(Double($0.light)) }
    let bounds = (low: logs.min() ?? 0, high: logs.max() ?? 0)
    let count = Int((bounds.high - bounds.low) / Self.step)
    guard count >= 3 else { return nil }
    var bends: [Double?] = []
    for k in 0...count {
      let x = bounds.low + Double(k) * Self.step
      var (all, found, bend) = (0.0, 0.0, 0.0)
      for (spot, log) in zip(spots, logs) {
        let weight = Self.weight(x - log)
        all += weight
        if let height = spot.height {
          found += weight
          bend += weight * Foundation.log(Double(height / spot.light))
        }
      }
      bends.append(all > 0 && found >= Self.mostlyFound * all ? bend / found : nil)
    }
    guard let start = bends.firstIndex(where: { $0 != nil }), bends.count - start >= 3 else {
      return nil
    }
    first = bounds.low + Double(start) * Self.step
    var last = 0.0
    self.bends = bends[start...].map { bend in
      last = bend ?? last
      return last
    }
  }

  private static func weight(_ off: Double) -> Double {
    let z = off / smoothing
    return abs(z) < 4 ? exp(-0.5 * z * z) : 0
  }

  /// The light of a spot that seems `height` high, on average; both in grey levels.
  func light(ofHeight height: Double) -> Double {
    guard height > 0 else { return height }
    // Heights rise with light, so that a few rounds find where the two meet.
    var x = log(height)
    for _ in 0..<6 { x = log(height) - bend(x) }
    return exp(x)
  }

  /// Mean of ln(height / light) at a ln light; beyond the drawn ones that of the last.
  private func bend(_ x: Double) -> Double {
    let place = min(max((x - first) / Self.step, 0), Double(bends.count) - 1.001)
    let k = Int(place)
    return bends[k] + (place - Double(k)) * (bends[k + 1] - bends[k])
  }

  /// What becomes of spots by ln(light / counted), from -1.5 on in steps of a twentieth.
  struct Counted: Sendable {
    static let lowest = -1.5
    static let step = 0.05
    /// Share that is counted.
    var shares: [Double]
    /// That share times the mean of ln(height / counted) of those.
    var logs: [Double]
  }

  /// What becomes of spots when those that seem to have more light than `counted` are counted.
  ///
  /// - Parameter counted: light in grey levels, > 0.
  /// - Returns: shares and mean log heights.
  func counted(above counted: Double) -> Counted {
    var result = Counted(shares: [], logs: [])
    let samples = spots.map { spot in
      (
        x: log(Double(spot.light) / counted),
        seen: spot.height.map { log(light(ofHeight: Double($0)) / counted) }
      )
    }
    let top = samples.map(\.x).max() ?? 0
    for k in 0... {
      let x = Counted.lowest + Double(k) * Counted.step
      guard x < top else { break }
      var (all, share, sum) = (0.0, 0.0, 0.0)
      for sample in samples {
        let weight = Self.weight(x - sample.x)
        all += weight
        guard let seen = sample.seen, seen > 0 else { continue }
        share += weight
        sum += weight * seen
      }
      result.shares.append(all > 0 ? share / all : 0)
      result.logs.append(all > 0 ? sum / all : 0)
    }
    return result
  }
}
