import NTAAnalysis
import NTAVideo

/// The positions that are pooled, and why the others are left out.
struct SelectedPositions: Sendable {
  /// The reason why each position is left out; nil if it is pooled.
  var removals: [PositionResult.Removal?]
  /// Statistics of the sized tracks of each position.
  var summaries: [PositionSummary]
  /// The sized tracks of the pooled positions.
  var tracks: SizedTracks
  /// Periodogram of their displacements, which shows how well they fit the motion model.
  var periodogram: MotionPeriodogram

  /// Indices of the pooled positions.
  var used: [Int] { removals.indices.filter { removals[$0] == nil } }
}

extension Pipeline {
  /// The size grid of every result.
  static let grid = SizeGrid.standard

  /// Sizes every mobile track of sufficient length, position by position.
  func sizeTracks(
    _ positions: [PositionAnalysis], model: MotionModel, in store: SpillFile?
  ) -> [SizedPosition] {
    parallelMap(
      Array(positions.enumerated()), threads: settings.threads,
      worker: {
        PositionSizer(
          grid: Self.grid, liquid: liquid, model: model,
          minimumTrackLength: settings.minimumTrackLength.value)
      }
    ) { sizer, element in
      let (index, position) = element
      return sizer.size(
        position.trajectories(pixelSize_um: settings.pixelSize_um.value), observation: index,
        in: store)
    }
  }

  /// The tracks of the pooled positions, sized anew with each alternative of the motion model.
  ///
  /// - Returns: one list per alternative; none where the localisation error is known.
  func alternativeTracks(
    _ positions: [PositionAnalysis], _ selection: SelectedPositions, _ motion: MeasuredMotion,
    in store: SpillFile?
  ) -> [SizedTracks] {
    motion.alternatives.map { model in
      SizedTracks(
        pooling: sizeTracks(selection.used.map { positions[$0] }, model: model, in: store)
          .map(\.tracks))
    }
  }

  /// Decides which positions are pooled.
  func selectPositions(
    _ positions: [PositionAnalysis], _ sized: [SizedPosition], model: MotionModel
  ) -> SelectedPositions {
    let summaries = zip(positions, sized).map { position, own in
      PositionSummary.of(own.tracks, frames: position.frames)
    }
    let candidates = zip(positions, summaries).map { position, summary in
      let drift = position.drift_um_per_s(pixelSize_um: settings.pixelSize_um.value)
      return PositionSelection.Candidate(
        summary, isDamaged: position.isDamaged,
        drift_um_per_s: (drift * drift).sum().squareRoot())
    }
    let removals = PositionSelection.removals(
      candidates, limits: settings.positionLimits, allowDamaged: settings.allowDamaged)
    let pooled = zip(sized, removals).filter { $1 == nil }.map(\.0)
    return SelectedPositions(
      removals: removals, summaries: summaries,
      tracks: SizedTracks(pooling: pooled.map(\.tracks)),
      periodogram: MotionPeriodogram(pooling: pooled.map(\.periodogram), model: model))
  }
}
