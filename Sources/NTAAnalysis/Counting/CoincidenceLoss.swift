import Foundation

/// Estimates coincidence loss: particles that are missed because their spots overlap with others.
///
/// Particles in a dilute suspension are placed independently, so the expected number of pairs
/// closer than a given distance follows from the number of particles. If two spots are detected as
/// one, one pair and one particle are missing. The deficit of pairs is therefore the number of
/// particles lost.
///
/// The counts are corrected with it in ``CountedParticles``.
package struct CoincidenceLoss: Sendable {
  /// Distance up to which pairs are counted, px; well above the distance at which spots overlap.
  private let reach_px: Float
  /// Probability that two random points in the image are closer than `reach_px`.
  private let chance: Double
  private var grid = NeighbourGrid()
  private var particles = 0.0
  private var expected = 0.0
  private var observed = 0.0

  /// Coincidence fraction above which the deficit of pairs no longer measures the loss.
  private static let largestLoss = 0.3

  /// Prepares counting for images of `width` x `height` px and spots of `spotSigma_px`, all > 0.
  package init(spotSigma_px: Float, width: Int, height: Int) {
    let reach = min(6 * spotSigma_px, 0.25 * Float(min(width, height)))
    reach_px = reach
    let (r, w, h) = (Double(reach), Double(width), Double(height))
    // Distance distribution of two random points in a rectangle (Ghosh, Bull. Calcutta Math. Soc.
    // 43:17, 1951).
    chance =
      .pi * r * r / (w * h) - 4 / 3 * (w + h) * r * r * r / (w * w * h * h) + r * r * r * r
      / (2 * w * w * h * h)
  }

  /// Adds the detections of a frame.
  package mutating func add(_ detections: [Detection]) {
    grid.fill(detections, reach: reach_px)
    let count = Double(detections.count)
    particles += count
    expected += 0.5 * count * (count - 1) * chance
    for (i, d) in detections.enumerated() {
      grid.forEach(nearX: d.x, y: d.y, reach: reach_px) { k in
        guard k > i else { return }
        let (dx, dy) = (detections[k].x - d.x, detections[k].y - d.y)
        if dx * dx + dy * dy < reach_px * reach_px { observed += 1 }
      }
    }
  }

  /// Coincidence fraction: particles lost to coincidence over particles detected, from 0 to 0.3.
  package var coincidenceFraction: Double {
    guard particles > 0 else { return 0 }
    var lost = 0.0
    // Fixed-point iteration, because the lost particles also form pairs.
    for _ in 0..<20 {
      lost = (expected * (1 + lost) * (1 + lost) - observed) / particles
      lost = min(max(lost, 0), Self.largestLoss)
    }
    return lost
  }
}
