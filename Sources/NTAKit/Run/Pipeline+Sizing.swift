import NTAAnalysis
import NTAVideo

/// What sizing makes of a position's tracks.
struct SizedPosition: Sendable {
  var tracks: SizedTracks
  /// Immobile particles, by number.
  var immobile: Set<Int> = []
  /// Tracks of two points or more.
  var followed = 0
}

/// Which positions are pooled, and why others are not.
struct SelectedPositions: Sendable {
  /// Why each position is left out, nil where it is pooled.
  var removals: [PositionResult.Removal?]
  /// What the sized tracks of each position say about it.
  var summaries: [PositionSummary]
  /// The sized tracks of the pooled positions.
  var tracks: SizedTracks

  /// Indices of the pooled positions.
  var used: [Int] { removals.indices.filter { removals[$0] == nil } }
}

extension Pipeline {
  /// The size grid of every result.
  static let grid = SizeGrid.standard

  /// Sizes every track that is long enough and moves, by position.
  func sizeTracks(
    _ positions: [PositionAnalysis], model: MotionModel, in store: SpillFile?
  ) -> [SizedPosition] {
    let shortest = max(settings.minimumTrackLength.value, 2 * model.stride + 1)
    let pixel = settings.pixelSize_um.value
    return parallelMap(
      Array(positions.enumerated()), threads: settings.threads,
      worker: {
        (
          mobility: immobilityTest(model),
          sizer: TrackSizer(grid: Self.grid, liquid: liquid, model: model)
        )
      }
    ) { worker, element in
      let (index, position) = element
      let trajectories = position.trajectories(pixelSize_um: pixel)
      var sized = SizedPosition(
        tracks: SizedTracks(in: store),
        immobile: ImmobileSites.particles(trajectories, mobility: &worker.mobility))
      // Particles of immobile sites are found first, so that the loop below sees all of them.
      let sites = sized.immobile
      for track in trajectories {
        sized.followed += 1
        guard track.count >= shortest else { continue }
        if !sites.contains(track.particle), worker.mobility.isMobile(track) {
          sized.tracks.append(worker.sizer.size(track, observation: index))
        } else {
          sized.immobile.insert(track.particle)
        }
      }
      sized.tracks.seal()
      return sized
    }
  }

  /// Decides which positions are pooled.
  func selectPositions(
    _ positions: [PositionAnalysis], _ sized: [SizedPosition]
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
    let pooled = zip(sized, removals).filter { $1 == nil }.map { $0.0.tracks }
    return SelectedPositions(
      removals: removals, summaries: summaries, tracks: SizedTracks(pooling: pooled))
  }
}
