import Foundation

/// Counts the particles that are missed because their spots melt with those of others.
///
/// Particles in a dilute liquid lie independently of each other, so that the number of pairs nearer
/// than some distance is known from the number of particles. Where two spots are seen as one, a pair is
/// missing and with it one particle: the deficit of pairs is the number of particles lost.
struct CoincidenceLoss: Sendable {
  /// Distance up to which pairs are counted, px; well beyond where spots melt.
  private let reach_px: Float
  /// Chance of two points in the picture to be nearer than that.
  private let chance: Double
  private var grid = NeighbourGrid()
  private var particles = 0.0
  private var expected = 0.0
  private var observed = 0.0

  /// Loss beyond which spots are so dense that the deficit is no measure of it.
  private static let largestLoss = 0.3

  /// For pictures of a size and spots of a sigma, all in px and > 0.
  init(spotSigma_px: Float, width: Int, height: Int) {
    let reach = min(6 * spotSigma_px, 0.25 * Float(min(width, height)))
    reach_px = reach
    let (r, w, h) = (Double(reach), Double(width), Double(height))
    // Of two points in a rectangle (Ghosh, Bull. Calcutta Math. Soc. 43:17, 1951).
    chance =
      .pi * r * r / (w * h) - 4 / 3 * (w + h) * r * r * r / (w * w * h * h) + r * r * r * r
      / (2 * w * w * h * h)
  }

  /// Adds the spots of a frame.
  mutating func add(_ detections: [Detection]) {
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

  /// Particles lost for each one that was seen, from 0 to 0.3.
  var coincidenceFraction: Double {
    guard particles > 0 else { return 0 }
    var lost = 0.0
    // Those that are lost make pairs, too.
    for _ in 0..<20 {
      lost = (expected * (1 + lost) * (1 + lost) - observed) / particles
      lost = min(max(lost, 0), Self.largestLoss)
    }
    return lost
  }
}
