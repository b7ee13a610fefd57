import NTAAnalysis

/// The kernels that connect detections.
enum LinkingKernels {
  static func linking(_ count: Int) -> String { "linking, \(count.grouped) detections" }

  /// Linking of one frame; the model is estimated from the same frames beforehand.
  static func linking(_ particles: DrawnParticles, seed: UInt64) -> Kernel {
    let frames = particles.detections(seed: seed)
    let model = LinkModelEstimation.learn(
      from: frames.enumerated().map { (time: Double($0.offset), detections: $0.element) },
      fastestStep_px2: DrawnParticles.fastestStep_px2,
      area_px2: Float(particles.width * particles.height))
    let count = particles.amplitudes.count
    return Kernel(
      linking(count), on: "\(particles.width) x \(particles.height), \(frames.count) frames",
      repetitions: 1, pieces: frames.count
    ) {
      var linker = Linker(model: model)
      for (index, detections) in frames.enumerated() {
        linker.link(detections, frame: index, time: Double(index))
      }
      linker.finish()
      return linker.takeEnded().count
    }
  }

  /// The assignment alone: every pair within 4 px, with the cost of its squared distance.
  static func assignment(_ particles: DrawnParticles) -> Kernel {
    var starts = [0]
    var edges: [SparseAssignment.Edge] = []
    for place in particles.places[0] {
      for (column, other) in particles.places[1].enumerated() {
        let squared = ((other - place) * (other - place)).sum()
        if squared < 16 {
          edges.append(
            SparseAssignment.Edge(column: Int32(column), cost: Float(squared / 2) - 8.1))
        }
      }
      starts.append(edges.count)
    }
    let (rowStarts, pairs, count) = (starts, edges, particles.places[1].count)
    var assignment = SparseAssignment()
    return Kernel(
      "sparse assignment", on: "\(count.grouped) tracks, \(pairs.count.grouped) pairs",
      repetitions: 20
    ) {
      assignment.assign(starts: rowStarts, edges: pairs, columnCount: count).count
    }
  }
}
