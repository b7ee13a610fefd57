/// Sizes the tracks of whole positions, one position at a time.
package struct PositionSizer: Sendable {
  private let model: MotionModel
  /// Number of points below which a track is not sized.
  private let shortest: Int
  private var mobility: ImmobilityTest
  private var sizer: TrackSizer
  /// Diffusion coefficient of the largest particle, µm²/s.
  private let slowest_um2_per_s: Double

  /// A sizer for tracks of one motion model.
  ///
  /// - Parameters:
  ///   - grid: the diameters at which likelihoods are computed.
  ///   - liquid: the liquid, for Stokes-Einstein.
  ///   - model: motion blur and localisation error.
  ///   - minimumTrackLength: number of points below which a track is not sized, at least 3; the model's
  ///     stride may need more.
  package init(
    grid: SizeGrid, liquid: StokesEinstein, model: MotionModel, minimumTrackLength: Int
  ) {
    self.model = model
    shortest = max(minimumTrackLength, 2 * model.stride + 1)
    mobility = ImmobilityTest(liquid: liquid, model: model)
    slowest_um2_per_s = liquid.diffusion_um2_per_s(
      diameter_nm: ImmobilityTest.largestDiameter_nm)
    sizer = TrackSizer(grid: grid, liquid: liquid, model: model)
  }

  /// Sizes every track of a position that is long enough and moves.
  ///
  /// - Parameters:
  ///   - trajectories: the position's tracks.
  ///   - observation: number of the position, which its sized tracks carry.
  ///   - store: where the sized tracks go; nil keeps them in memory.
  /// - Returns: the sized tracks, and what was left out.
  package mutating func size(
    _ trajectories: Trajectories, observation: Int, in store: (any SpillStore)?
  ) -> SizedPosition {
    let sites = ImmobileSites.particles(trajectories, mobility: &mobility)
    var sized = SizedPosition(
      tracks: SizedTracks(in: store), immobile: sites,
      periodogram: MotionPeriodogram(model: model))
    for track in trajectories {
      sized.trackCount += 1
      guard track.count >= shortest else { continue }
      sized.longEnough += 1
      guard !sites.contains(track.particle), mobility.isMobile(track) else {
        sized.immobile.insert(track.particle)
        continue
      }
      let own = sizer.size(track, observation: observation)
      // Neither immobile within its localisation error nor as fast as any particle: a mark.
      guard own.diffusion.interval95_um2_per_s.upperBound >= slowest_um2_per_s else {
        sized.immobile.insert(track.particle)
        continue
      }
      sized.periodogram.add(track, diffusion_um2_per_s: own.summary.diffusion.value_um2_per_s)
      sized.tracks.append(own)
    }
    sized.tracks.seal()
    return sized
  }
}
