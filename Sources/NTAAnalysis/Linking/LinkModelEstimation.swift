/// Estimates the link model from the first frames of a recording.
///
/// The frames are linked with conservative defaults. Loss probability, birth density and
/// displacement prior are estimated from the links, and a second pass refines them. Each pass uses
/// only as many frames as it needs for precise estimates. ``Linker`` then links the recording with
/// the result.
package enum LinkModelEstimation {
  /// Minimum numbers of detections and frames for each pass, if there are as many.
  private static let passes = [(detections: 1000, frames: 8), (detections: 4000, frames: 18)]

  /// Estimates the model from `frames`: detections with their times in nominal frame intervals.
  ///
  /// - Parameters:
  ///   - frames: at least one frame.
  ///   - fastestStep_px2: mean squared displacement of the smallest expected particle, px² per
  ///     interval.
  ///   - area_px2: area of the field of view, px².
  ///   - maximumGap: max gap in frames, at least 0.
  /// - Returns: the estimated model, or the conservative defaults if there are fewer than 3 frames
  ///   or no detections.
  package static func learn(
    from frames: [(time: Double, detections: [Detection])], fastestStep_px2: Float, area_px2: Float,
    maximumGap: Int = LinkModel.defaultGap
  ) -> LinkModel {
    let total = frames.reduce(0) { $0 + $1.detections.count }
    let density = Float(total) / Float(max(frames.count, 1)) / max(area_px2, 1)
    var model = LinkModel(
      fastestStep_px2: fastestStep_px2, detectionDensity: density, maximumGap: maximumGap)
    for pass in passes where frames.count >= 3 && total > 0 {
      var linker = Linker(model: model)
      var linked = 0
      var detections = 0
      for frame in frames where linked < pass.frames || detections < pass.detections {
        linker.link(frame.detections, frame: linked, time: frame.time)
        linked += 1
        detections += frame.detections.count
      }
      linker.finish()
      model = update(model, linker: &linker, frameCount: linked, area_px2: area_px2)
    }
    return model
  }

  private static func update(
    _ model: LinkModel, linker: inout Linker, frameCount: Int, area_px2: Float
  ) -> LinkModel {
    var model = model
    let lost = Float(max(linker.opportunityCount - linker.linkCount, 0)) + 1
    model.lossProbability = min(max(lost / Float(linker.opportunityCount + 2), 0.005), 0.5)
    // The lower bound keeps `birthDensity` positive: at zero, every link would be free.
    let births = Float(linker.birthCount) / Float(frameCount)
    model.birthDensity = max(births / max(area_px2, 1), 1e-7)
    var weights = SIMD16<Float>(repeating: 0.5)
    let drift = linker.drift
    for points in linker.takeFinished() where points.count >= 3 {
      var steps = DisplacementPrior(fastest: model.steps.fastest)
      for i in 1..<points.count {
        let intervals = Float(points[i].frame - points[i - 1].frame)
        let dx = points[i].x - points[i - 1].x - drift.x * intervals
        let dy = points[i].y - points[i - 1].y - drift.y * intervals
        steps.observe(dx * dx + dy * dy, intervals: intervals)
      }
      // Weighting tracks by length makes the prior that of a link rather than that of a track.
      weights += steps.weights * Float(points.count)
    }
    model.steps = DisplacementPrior(fastest: model.steps.fastest, weights: weights)
    return model
  }
}
