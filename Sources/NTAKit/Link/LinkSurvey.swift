/// Learns the link model from the first frames of a recording.
///
/// The frames are linked with cautious guesses; how often tracks are lost, how dense new ones are
/// and how long steps are follow from what was linked, and a second pass confirms them.
enum LinkSurvey {
  /// Learns from `frames`: detections with their times in nominal frame intervals.
  ///
  /// - Parameters:
  ///   - frames: at least one frame.
  ///   - fastestStep_px2: mean squared step of the smallest particle expected, px² per interval.
  ///   - area_px2: area of the field of view.
  /// - Returns: the learnt model, or the cautious guesses where there is too little to learn from.
  static func learn(
    from frames: [(time: Double, detections: [Detection])], fastestStep_px2: Float, area_px2: Float
  ) -> LinkModel {
    let total = frames.reduce(0) { $0 + $1.detections.count }
    let density = Float(total) / Float(max(frames.count, 1)) / max(area_px2, 1)
    var model = LinkModel(fastestStep_px2: fastestStep_px2, detectionDensity: density)
    for _ in 0..<2 where frames.count >= 3 && total > 0 {
      var linker = Linker(model: model)
      for (index, frame) in frames.enumerated() {
        linker.link(frame.detections, frame: index, time: frame.time)
      }
      linker.finish()
      model = update(model, linker: &linker, frameCount: frames.count, area_px2: area_px2)
    }
    return model
  }

  private static func update(
    _ model: LinkModel, linker: inout Linker, frameCount: Int, area_px2: Float
  ) -> LinkModel {
    var model = model
    let lost = Float(max(linker.opportunityCount - linker.linkCount, 0)) + 1
    model.lossProbability = min(max(lost / Float(linker.opportunityCount + 2), 0.005), 0.5)
    // Births of the first frame are no births; the density never falls to where any link is free.
    let births = Float(linker.birthCount) / Float(frameCount)
    model.birthDensity = max(births / max(area_px2, 1), 1e-7)
    var weights = [Float](repeating: 0.5, count: StepMixture.count)
    let drift = linker.drift
    for points in linker.takeFinished() where points.count >= 3 {
      var steps = StepMixture(fastest: model.steps.fastest)
      for i in 1..<points.count {
        let intervals = Float(points[i].frame - points[i - 1].frame)
        let dx = points[i].x - points[i - 1].x - drift.x * intervals
        let dy = points[i].y - points[i - 1].y - drift.y * intervals
        steps.observe(dx * dx + dy * dy, intervals: intervals)
      }
      // A track counts by its length: links, not tracks, are what the model is to foretell.
      for k in weights.indices { weights[k] += steps.weights[k] * Float(points.count) }
    }
    let sum = weights.reduce(0, +)
    model.steps.weights = weights.map { $0 / sum }
    return model
  }
}
