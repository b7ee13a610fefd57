import Foundation
import NTAAnalysis

extension ValidityChecks {
  /// Grey levels, noise, coding, polarity and copies.
  var pictureChecks: [Validity.Check] {
    let pixels = used.compactMap { $0.imaging?.pixels }
    guard !pixels.isEmpty else { return [] }
    // Where the file is lossy, its codec is judged instead of what it makes of the noise.
    let isLossless = used.allSatisfy { $0.imaging?.compression == nil }
    func median(_ value: (PixelStatistics) -> Double) -> Double {
      NTAAnalysis.median(of: pixels.map(value))
    }
    return [
      check(
        "clipped_pixels", median(\.zeroFraction) - median(\.deadFraction), atMost: 0.6, .doubtful,
        "few pixels are clipped to black",
        "most pixels are clipped to black: raise the camera's black level; faint particles are lost"
      ),
      check(
        "missing_grey_levels", median(\.missingLevels), atMost: 0.3, .doubtful,
        "all grey levels occur",
        "grey levels are missing: bits were lost, or the contrast was stretched"),
      check(
        "noise_correlation", isLossless ? abs(median(\.spatialCorrelation)) : nil, atMost: 0.15,
        .doubtful,
        "the noise of neighbouring pixels is independent",
        "the noise of neighbouring pixels is correlated: the recording was compressed, scaled, "
          + "smoothed or sharpened before"),
      check(
        "noise_in_time", isLossless ? abs(median(\.temporalRatio) - 1) : nil, atMost: 0.25,
        .doubtful,
        "the noise of consecutive frames is independent",
        "the noise of consecutive frames is correlated: the camera or a codec reduces it over time"),
      codingCheck, polarityCheck, copiesCheck, overlayCheck,
    ]
  }

  /// Codecs that predict a frame from others are not corrected for.
  private var codingCheck: Validity.Check {
    let unknown = used.count { $0.imaging?.compression == .unknown }
    let lost = used.count { $0.imaging?.compression == .noiseLost }
    let isBent = motion.findings.isMSDNonlinear || motion.model.stride > 1
    return check(
      "compression", Double(unknown + lost), atMost: 0, isBent ? .invalid : .doubtful,
      "no lossy compression, or one that is corrected for",
      unknown > 0
        ? "lossy compression that cannot be corrected for: record without it"
        : "lossy compression has left nothing of the camera's noise: record at a higher quality")
  }

  /// A polarity that the spots contradict is not used; where somebody stated it, that is doubtful.
  private var polarityCheck: Validity.Check {
    let setting = result.settings.polarity
    let turned = positions.count { $0.imaging.map { $0.usedPolarity != setting.value } ?? false }
    let isStated = setting.source != .programDefault
    return check(
      "polarity", isStated ? Double(turned) : 0, atMost: 0, .doubtful,
      turned == 0
        ? "spots have the stated polarity"
        : "spots are darker than the background, which nobody had stated; they were measured so",
      "spots are \(setting.value == .bright ? "darker" : "brighter") than the background, not as "
        + "stated (\(setting.source.rawValue)); they were measured as they are")
  }

  /// What is drawn onto a picture is left out with the place it is in.
  private var overlayCheck: Validity.Check {
    let share = used.compactMap { $0.imaging?.overlayFraction }.max() ?? 0
    return check(
      "overlays", share, atMost: 0.1, .doubtful,
      share == 0
        ? "nothing is drawn onto the recording"
        : "up to \(text(100 * share)) % of the picture was left out, where tracks begin in one "
          + "place over and over: a clock, a scale bar, or flickering dirt",
      "\(text(100 * share)) % of the picture was left out, where tracks begin in one place over "
        + "and over")
  }

  private var copiesCheck: Validity.Check {
    let prints = positions.compactMap { $0.imaging?.fingerprint }
    let copies = prints.count - Set(prints).count
    return check(
      "copies", Double(copies), atMost: 0, .invalid, "no position is a copy of another",
      "\(copies) positions are copies of others: name each video once")
  }
}
