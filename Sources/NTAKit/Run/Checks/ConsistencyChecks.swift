import NTAAnalysis
import NTAVideo

/// Whether what was recorded, what was set and what came out fit each other.
///
/// Each check that fails is a warning with what to do; none of them changes a number.
struct ConsistencyChecks: Sendable {
  private let result: RunResult
  private let positions: [PositionAnalysis]

  /// Checks of a result that is complete but for these warnings.
  init(_ result: RunResult, positions: [PositionAnalysis]) {
    self.result = result
    self.positions = positions
  }

  /// What is wrong, in a fixed order; empty where everything fits.
  var warnings: [RunWarning] {
    let checks = [
      damaged, repeatedFrames, interlaced, compressed, exposure, spotSize, modeAtEdge, drift,
      density,
    ]
    return checks.compactMap { $0 }
  }

  private var settings: MeasurementSettings { result.settings }

  /// Positions that were left out because they are damaged, which a long run would hide.
  private var damaged: RunWarning? {
    let names = positions.filter { $0.isDamaged && !(settings.allowDamaged && hasSize) }
      .map { o in "\(name(o)) (\(o.frames)\(o.framesExpected.map { " of \($0)" } ?? "") frames)" }
    return names.isEmpty
      ? nil
      : RunWarning(
        code: "DAMAGED",
        message: "damaged, with whole frames: \(Self.list(names)); "
          + "copy the files again, or give --allow-damaged to use the whole frames")
  }

  private var hasSize: Bool { result.size != nil }

  private var repeatedFrames: RunWarning? {
    let names = positions.compactMap { position -> String? in
      guard let repeated = position.imaging?.repeatedFrames, repeated > 0 else { return nil }
      return "\(name(position)) (\(repeated))"
    }
    return names.isEmpty
      ? nil
      : RunWarning(
        code: "REPEATED_FRAMES",
        message: "frames that only repeat the one before were left out: \(Self.list(names)); "
          + "record without frame rate conversion")
  }

  private var interlaced: RunWarning? {
    let names = positions.filter { $0.imaging?.isInterlaced == true }.map(name)
    return names.isEmpty
      ? nil
      : RunWarning(
        code: "INTERLACED",
        message: "interlaced video: \(Self.list(names)); odd and even rows were taken at two times,"
          + " which tears moving spots: record progressive frames")
  }

  /// How far off such recordings may be stands in `docs/accuracy.md`.
  private var compressed: RunWarning? {
    func names(_ compression: LossyCompression) -> [String] {
      positions.filter { $0.imaging?.compression == compression }.map(name)
    }
    let unknown = names(.unknown)
    if !unknown.isEmpty {
      return RunWarning(
        code: "COMPRESSED",
        message: "compressed with loss in a way that is not corrected: "
          + "\(Self.list(unknown)); sizes may be some percent too large and concentrations a "
          + "tenth or more too low: record without loss")
    }
    let lost = names(.noiseLost)
    return lost.isEmpty
      ? nil
      : RunWarning(
        code: "COMPRESSED",
        message: "compression has left nothing of the camera's noise: \(Self.list(lost)); faint "
          + "particles are lost with it, and concentrations are less certain: record without loss "
          + "or at a higher quality")
  }

  /// Settings that give a frame rate are checked before; here it is the container's.
  private var exposure: RunWarning? {
    let exposure_s = settings.exposure_s.value
    guard let shortest = positions.filter({ $0.frames > 1 }).map(\.interval_s).min(),
      exposure_s > shortest * 1.01
    else { return nil }
    return RunWarning(
      code: "EXPOSURE_EXCEEDS_FRAME",
      message: "an exposure of \(exposure_s) s is longer than the \(Self.text(shortest)) s between "
        + "frames, so that one of the two is wrong; check --exposure and --frame-rate")
  }

  /// Gaussian sigma of the sharpest spot an NTA objective can make, µm: 0.21 λ / NA (Zhang, Zerubia
  /// and Olivo-Marin 2007) with 405 nm and an aperture of 0.5.
  static let sharpestSpot_um = 0.21 * 0.405 / 0.5
  /// Beyond this a spot is no particle in a microscope that tells particles apart, µm.
  static let widestSpot_um = 6.0

  private var spotSize: RunWarning? {
    guard let sigma_px = result.tracking.spotSigma_px else { return nil }
    let sigma_um = sigma_px * settings.pixelSize_um.value
    let (word, than, limit) =
      sigma_um < Self.sharpestSpot_um
      ? ("smaller", "light can make them", Self.sharpestSpot_um)
      : ("larger", "those of particles are", Self.widestSpot_um)
    guard sigma_um < Self.sharpestSpot_um || sigma_um > Self.widestSpot_um else { return nil }
    return RunWarning(
      code: "PIXEL_SIZE_IMPLAUSIBLE",
      message: "with a pixel of \(settings.pixelSize_um.value) µm spots have a sigma of "
        + "\(Self.text(sigma_um)) µm, \(word) than \(than) (\(Self.text(limit)) µm); "
        + "check --pixel-size")
  }

  private var modeAtEdge: RunWarning? {
    guard let size = result.size, let first = size.distribution.borders_nm.first,
      let last = size.distribution.borders_nm.last
    else { return nil }
    let mode = size.statistics.mode_nm
    // Nearer than the resolution of a distribution the top may as well lie outside.
    guard mode < first * 1.05 || mode > last / 1.05 else { return nil }
    return RunWarning(
      code: "MODE_AT_EDGE",
      message: "the mode of \(Self.text(mode)) nm lies at the edge of what is looked for "
        + "(\(Self.text(first)) to \(Self.text(last)) nm); check --pixel-size, --frame-rate and "
        + "the temperature")
  }

  /// A third of the drift at which a position is left out.
  private var fastDrift_um_per_s: Double {
    settings.maximumDrift_um_per_s.value / 3
  }

  private var drift: RunWarning? {
    let names = result.positions.filter { position in
      let (x, y) = (position.driftX_um_per_s, position.driftY_um_per_s)
      return position.removal == nil
        && (x * x + y * y).squareRoot() > fastDrift_um_per_s
    }.map { "position \($0.index)" }
    return hasSize && !names.isEmpty
      ? RunWarning(
        code: "DRIFT",
        message: "the liquid flows by more than \(Self.text(fastDrift_um_per_s)) µm/s in "
          + "\(Self.list(names)); the flow is taken out, but let the cell come to rest")
      : nil
  }

  /// Other particles within reach of one, on average, above which links and fits go wrong.
  static let crowded = 0.3

  private var density: RunWarning? {
    guard hasSize, let diffusion = result.displacement?.diffusion_um2_per_s, diffusion > 0 else {
      return nil
    }
    let reaches = zip(result.positions, positions).compactMap { position, o -> Double? in
      guard position.removal == nil,
        let area_um2 = o.area_um2(pixelSize_um: settings.pixelSize_um.value)
      else { return nil }
      // Three steps of the mean particle, or the width over which two spots melt.
      let step2 = 9 * 4 * diffusion * o.interval_s
      let spot = 4 * (o.spotSigma_px ?? 0) * settings.pixelSize_um.value
      return position.particlesPerFrame / area_um2 * Double.pi * max(step2, spot * spot)
    }
    guard let worst = reaches.max(), worst > Self.crowded else { return nil }
    return RunWarning(
      code: "TOO_DENSE",
      message:
        "a particle has \(Self.text(worst)) others within reach of a step or a spot, so that "
        + "particles are mistaken for each other; dilute the sample")
  }

  /// Up to five names.
  private static func list(_ names: [String]) -> String {
    names.prefix(5).joined(separator: ", ")
      + (names.count > 5 ? " and \(names.count - 5) more" : "")
  }

  /// Two digits are enough to see what is wrong.
  private static func text(_ value: Double) -> String { NumberText.significant(value, digits: 2) }

  /// What a position is called in messages: its file, and where that holds several, its section.
  private func name(_ position: PositionAnalysis) -> String {
    guard !position.file.isEmpty else { return "position \(position.index)" }
    let isWhole = positions.count { $0.file == position.file } == 1 && position.section == 1
    return isWhole ? position.file : "\(position.file) section \(position.section)"
  }
}
