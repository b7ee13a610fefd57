import NTAAnalysis
import NTAVideo

/// Checks whether the recording, the settings and the result are consistent.
///
/// Each check that fails gives a warning with a remedy; none of them changes the result.
struct ConsistencyChecks: Sendable {
  private let result: RunResult
  private let positions: [PositionAnalysis]

  /// Checks of a result that is complete except for these warnings.
  init(_ result: RunResult, positions: [PositionAnalysis]) {
    self.result = result
    self.positions = positions
  }

  /// The warnings, in a fixed order; empty if all checks pass.
  var warnings: [RunWarning] {
    let checks = [
      damaged, repeatedFrames, interlaced, compressed, exposure, spotSize, modeAtEdge, drift,
      density,
    ]
    return checks.compactMap { $0 }
  }

  private var settings: MeasurementSettings { result.settings }

  /// Positions that were left out because they are damaged; among many positions this would go
  /// unnoticed.
  private var damaged: RunWarning? {
    let damaged = positions.filter { $0.isDamaged && !(settings.allowDamaged && hasSize) }.map {
      RunWarning.Frames(position: name($0), frames: $0.frames, promised: $0.framesExpected)
    }
    return damaged.isEmpty ? nil : .damagedPositions(damaged)
  }

  private var hasSize: Bool { result.size != nil }

  private var repeatedFrames: RunWarning? {
    let repeated = positions.compactMap { position -> RunWarning.Frames? in
      guard let frames = position.imaging?.repeatedFrames, frames > 0 else { return nil }
      return RunWarning.Frames(position: name(position), frames: frames)
    }
    return repeated.isEmpty ? nil : .repeatedFrames(repeated)
  }

  private var interlaced: RunWarning? {
    let names = positions.filter { $0.imaging?.isInterlaced == true }.map(name)
    return names.isEmpty ? nil : .interlaced(positions: names)
  }

  /// `docs/accuracy.md` states the errors of such recordings.
  private var compressed: RunWarning? {
    func names(_ compression: LossyCompression) -> [String] {
      positions.filter { $0.imaging?.compression == compression }.map(name)
    }
    let unknown = names(.unknown)
    if !unknown.isEmpty { return .compressedUnknown(positions: unknown) }
    let lost = names(.noiseLost)
    return lost.isEmpty ? nil : .compressedNoise(positions: lost)
  }

  /// A frame rate from the settings has been checked before; this checks the container's.
  private var exposure: RunWarning? {
    let exposure_s = settings.exposure_s.value
    guard let shortest = positions.filter({ $0.frames > 1 }).map(\.interval_s).min(),
      exposure_s > shortest * 1.01
    else { return nil }
    return .exposureExceedsFrame(exposure_s: exposure_s, interval_s: shortest)
  }

  /// Gaussian sigma of the sharpest spot of an NTA objective, µm: 0.21 λ / NA (Zhang, Zerubia and
  /// Olivo-Marin 2007) with λ = 405 nm and NA = 0.5.
  static let sharpestSpot_um = 0.21 * 0.405 / 0.5
  /// Gaussian sigma, µm, above which spots are too wide for single particles to be resolved.
  static let widestSpot_um = 6.0

  private var spotSize: RunWarning? {
    guard let sigma_px = result.tracking.spotSigma_px else { return nil }
    let sigma_um = sigma_px * settings.pixelSize_um.value
    let possible_um = Self.sharpestSpot_um...Self.widestSpot_um
    guard sigma_um < possible_um.lowerBound || sigma_um > possible_um.upperBound else {
      return nil
    }
    return .pixelSizeImplausible(
      pixelSize_um: settings.pixelSize_um.value, sigma_um: sigma_um, possible_um: possible_um)
  }

  private var modeAtEdge: RunWarning? {
    guard let size = result.size, let first = size.distribution.edges_nm.first,
      let last = size.distribution.edges_nm.last
    else { return nil }
    let mode = size.statistics.mode_nm
    // A mode this close to the edge is within the resolution of the distribution, so the true mode may
    // lie outside the range.
    guard mode < first * 1.05 || mode > last / 1.05 else { return nil }
    return .modeAtEdge(mode_nm: mode, range_nm: first...last)
  }

  /// The drift that gives a warning: a third of that at which a position is left out.
  private var fastDrift_um_per_s: Double {
    settings.maximumDrift_um_per_s.value / 3
  }

  private var drift: RunWarning? {
    let drifting = result.positions.filter { position in
      let (x, y) = (position.driftX_um_per_s, position.driftY_um_per_s)
      return position.removal == nil
        && (x * x + y * y).squareRoot() > fastDrift_um_per_s
    }.map(\.index)
    return hasSize && !drifting.isEmpty
      ? .drift(limit_um_per_s: fastDrift_um_per_s, positions: drifting) : nil
  }

  /// Mean number of other particles within reach of a particle above which linking and fits fail.
  static let maximumNeighbours = 0.3

  private var density: RunWarning? {
    guard hasSize, let diffusion = result.displacement?.diffusion_um2_per_s, diffusion > 0 else {
      return nil
    }
    let reaches = zip(result.positions, positions).compactMap { position, o -> Double? in
      guard position.removal == nil,
        let area_um2 = o.area_um2(pixelSize_um: settings.pixelSize_um.value)
      else { return nil }
      // Three displacements of the mean particle, or the distance at which two spots merge.
      let step2 = 9 * 4 * diffusion * o.interval_s
      let spot = 4 * (o.spotSigma_px ?? 0) * settings.pixelSize_um.value
      return position.particlesPerFrame / area_um2 * Double.pi * max(step2, spot * spot)
    }
    guard let worst = reaches.max(), worst > Self.maximumNeighbours else { return nil }
    return .tooDense(neighbours: worst)
  }

  /// Name of a position in messages: its file, with the section if the file holds several.
  private func name(_ position: PositionAnalysis) -> String {
    guard !position.file.isEmpty else { return "position \(position.index)" }
    let isWhole = positions.count { $0.file == position.file } == 1 && position.section == 1
    return isWhole ? position.file : "\(position.file) section \(position.section)"
  }
}
