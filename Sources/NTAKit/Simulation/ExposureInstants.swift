import NTAAnalysis
import NTAVideo

/// The instants within one exposure at which a moving particle is drawn.
///
/// `count` instants represent the whole exposure. Spaced by `exposure / count`, they would blur too
/// little: the mean time difference of two of them would be `exposure / 3 x (1 - 1 / count²)`,
/// whereas that of a continuous exposure is `exposure / 3`. A spacing of
/// `exposure x count / (count² - 1)` gives `exposure / 3`, so that the variance of displacements
/// between blurred positions is exact for any count above 1.
struct ExposureInstants: Sendable, Equatable {
  /// Number of instants, at least 1.
  let count: Int
  /// Time between two instants of one exposure.
  let spacing_s: Double
  /// Time from the last instant of one exposure to the first of the next.
  let pause_s: Double

  init(count: Int, exposure_s: Double, frameTime_s: Double) {
    precondition(count >= 1, "an exposure has at least one instant")
    if count == 1 || exposure_s == 0 {
      self.count = 1
      spacing_s = 0
      pause_s = frameTime_s
    } else {
      self.count = count
      spacing_s = exposure_s * Double(count) / Double(count * count - 1)
      pause_s = frameTime_s - spacing_s * Double(count - 1)
    }
  }
}
