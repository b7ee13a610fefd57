import NTAAnalysis

extension Pipeline {
  /// The periodogram of the sized tracks of the pooled positions.
  func motionPeriodogram(
    _ positions: [PositionAnalysis], _ sized: [SizedPosition], _ selection: SelectedPositions,
    model: MotionModel
  ) -> MotionPeriodogram {
    let own = parallelMap(selection.used, threads: settings.threads) { index in
      var diffusion: [Int: Double] = [:]
      for track in sized[index].tracks.summaries {
        diffusion[track.particle] = track.diffusion.value_um2_per_s
      }
      var periodogram = MotionPeriodogram(model: model)
      for track in positions[index].trajectories(pixelSize_um: settings.pixelSize_um.value) {
        guard let value = diffusion[track.particle] else { continue }
        periodogram.add(track, diffusion_um2_per_s: value)
      }
      return periodogram
    }
    return own.reduce(into: MotionPeriodogram(model: model)) { $0.add($1) }
  }
}
