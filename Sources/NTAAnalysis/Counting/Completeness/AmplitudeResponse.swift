import Foundation

/// Amplitude response: measured amplitude as a function of true amplitude, and the fraction of
/// spots counted.
///
/// It is derived from an ``InjectionRecovery`` test. Near the threshold, noise lifts some spots
/// above it and others below, and lossy codecs reduce the amplitude of faint spots.
package struct AmplitudeResponse: Sendable {
  private let spots: [InjectionRecovery.Spot]
  /// Mean of ln(measured / true amplitude), at every 0.1 of ln true amplitude from `first`.
  private let logBias: [Double]
  private let first: Double

  private static let step = 0.1
  /// Bandwidth of the smoothing over ln true amplitude.
  private static let smoothing = 0.08
  /// Smallest detected fraction for which the mean is used: below it only the higher amplitudes are
  /// detected, which biases the mean.
  private static let mostlyFound = 0.95

  /// Derives the response from an injection-recovery test; nil if too few spots were detected.
  package init?(_ trial: InjectionRecovery) {
    spots = trial.spots
    let logs = spots.map { log(Double($0.trueAmplitude)) }
    let bounds = (low: logs.min() ?? 0, high: logs.max() ?? 0)
    let count = Int((bounds.high - bounds.low) / Self.step)
    guard count >= 3 else { return nil }
    var logBias: [Double?] = []
    for k in 0...count {
      let x = bounds.low + Double(k) * Self.step
      var (all, found, bias) = (0.0, 0.0, 0.0)
      for (spot, log) in zip(spots, logs) {
        let weight = Self.weight(x - log)
        all += weight
        if let measured = spot.measuredAmplitude {
          found += weight
          bias += weight * Foundation.log(Double(measured / spot.trueAmplitude))
        }
      }
      logBias.append(all > 0 && found >= Self.mostlyFound * all ? bias / found : nil)
    }
    guard let start = logBias.firstIndex(where: { $0 != nil }), logBias.count - start >= 3 else {
      return nil
    }
    first = bounds.low + Double(start) * Self.step
    var last = 0.0
    self.logBias = logBias[start...].map { bias in
      last = bias ?? last
      return last
    }
  }

  private static func weight(_ off: Double) -> Double {
    let z = off / smoothing
    return abs(z) < 4 ? exp(-0.5 * z * z) : 0
  }

  /// The true amplitude of a spot with mean measured amplitude `measured`; both in grey levels.
  package func trueAmplitude(measured: Double) -> Double {
    guard measured > 0 else { return measured }
    // The response is monotonic, so a few fixed-point iterations converge.
    var x = log(measured)
    for _ in 0..<6 { x = log(measured) - logBias(at: x) }
    return exp(x)
  }

  /// Mean of ln(measured / true amplitude) at a ln true amplitude; constant outside the tested
  /// range.
  private func logBias(at x: Double) -> Double {
    let place = min(max((x - first) / Self.step, 0), Double(logBias.count) - 1.001)
    let k = Int(place)
    return logBias[k] + (place - Double(k)) * (logBias[k + 1] - logBias[k])
  }

  /// Counted spots by ln(true amplitude / threshold), from -1.5 at a spacing of 0.05.
  struct Counted: Sendable {
    static let lowest = -1.5
    static let step = 0.05
    /// Fraction of spots that are counted.
    var shares: [Double]
    /// That fraction times the mean of ln(measured amplitude / threshold) of the counted spots.
    var logs: [Double]
  }

  /// The counted fraction and log amplitude when spots with a corrected amplitude above the
  /// threshold are counted.
  ///
  /// - Parameter countingThreshold: counting threshold, as true amplitude in grey levels, > 0.
  /// - Returns: fractions and mean log amplitudes.
  func counted(above countingThreshold: Double) -> Counted {
    var result = Counted(shares: [], logs: [])
    let samples = spots.map { spot in
      (
        x: log(Double(spot.trueAmplitude) / countingThreshold),
        seen: spot.measuredAmplitude.map {
          log(trueAmplitude(measured: Double($0)) / countingThreshold)
        }
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
