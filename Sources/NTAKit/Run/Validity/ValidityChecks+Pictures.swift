import Foundation
import NTAAnalysis

extension ValidityChecks {
  /// Checks of the grey levels, noise, compression, polarity, copies and overlays.
  var pictureChecks: [Validity.Check] {
    let pixels = used.compactMap { $0.imaging?.pixels }
    guard !pixels.isEmpty else { return [] }
    // If the codec is lossy, it is checked itself instead of its effect on the noise.
    let isLossless = used.allSatisfy { $0.imaging?.compression == nil }
    func median(_ value: (PixelStatistics) -> Double) -> Double {
      NTAAnalysis.median(of: pixels.map(value))
    }
    return [
      check(
        "clipped_pixels", median(\.clippedFraction), atMost: 0.85, .doubtful,
        "few pixels are clipped to black",
        "most pixels are clipped to black, so faint particles are lost: raise the camera's black level"
      ),
      check(
        "grey_level_step", isLossless ? levelStep : nil, atMost: 1.25, .doubtful,
        "grey levels are finer than the noise",
        "the grey levels that occur are \(text(levelStep)) standard deviations of the noise apart: the "
          + "bit depth was reduced, or the camera's gain is too low"),
      check(
        "noise_correlation", isLossless ? abs(median(\.spatialCorrelation)) : nil, atMost: 0.1,
        .doubtful,
        "the noise of neighbouring pixels is independent",
        "the noise of neighbouring pixels is correlated: the recording was compressed, scaled, "
          + "smoothed or sharpened"),
      check(
        "noise_in_time", isLossless ? abs(median(\.temporalRatio) - 1) : nil, atMost: 0.25,
        .doubtful,
        "the noise of consecutive frames is independent",
        "the noise of consecutive frames is correlated: the camera or a codec averages it over time"
      ),
      check(
        "dark_centres",
        used.contains { $0.imaging?.usedPolarity == .dark }
          ? nil : median(\.dippingFraction), atMost: 3e-4, .doubtful,
        "no bright spot has a dark centre or ring",
        "bright spots have centres or rings darker than the background: grey levels wrap around beyond "
          + "white, or the pictures were painted with a colour map or sharpened"),
      codingCheck, colourCheck, polarityCheck, copiesCheck, overlayCheck,
    ]
  }

  /// Distance of the grey levels that occur, in standard deviations of the noise.
  ///
  /// Rounding to steps of q adds q² / 12 to the variance of the noise. Where q exceeds the noise, the
  /// error of rounding depends on the signal: simulated vesicles come out 0.3 % too small at steps of
  /// 0.8 standard deviations, 3 % at 1.5 and 6 % at 3.
  private var levelStep: Double {
    let steps = used.compactMap { position in
      position.imaging.flatMap { imaging in
        imaging.pixels.map { $0.levelStep / max(Double(imaging.model.noiseDeviation), 1e-9) }
      }
    }
    return steps.isEmpty ? 0 : NTAAnalysis.median(of: steps)
  }

  /// The effect of codecs that predict a frame from others is not corrected.
  private var codingCheck: Validity.Check {
    let unknown = used.count { $0.imaging?.compression == .unknown }
    let lost = used.count { $0.imaging?.compression == .noiseLost }
    let isNonlinear = motion.findings.isMSDNonlinear || motion.model.stride > 1
    return check(
      "compression", Double(unknown + lost), atMost: 0, isNonlinear ? .invalid : .doubtful,
      "there is no lossy compression, or its effect is corrected",
      unknown > 0
        ? "the effect of the lossy compression cannot be corrected: record without compression"
        : "lossy compression has removed all of the camera's noise: record at a higher quality")
  }

  /// Luma is no measure of the light where a program has painted grey levels with a colour map.
  private var colourCheck: Validity.Check {
    let painted = used.count { $0.imaging?.hasFalseColours ?? false }
    return check(
      "colours", Double(painted), atMost: 0, .doubtful, "brightness is recorded as grey levels",
      "the pictures are painted with a colour map, so their brightness is no measure of the light: "
        + "export them as grey levels")
  }

  /// If the spots contradict the stated polarity, it is not used; if it was stated explicitly, the
  /// result is doubtful.
  private var polarityCheck: Validity.Check {
    let setting = result.settings.polarity
    let opposite = positions.count { $0.imaging.map { $0.usedPolarity != setting.value } ?? false }
    let isStated = setting.source != .programDefault
    return check(
      "polarity", isStated ? Double(opposite) : 0, atMost: 0, .doubtful,
      opposite == 0
        ? "spots have the stated polarity"
        : "spots are darker than the background, although no polarity was stated; they were measured "
          + "as dark spots",
      "spots are \(setting.value == .bright ? "darker" : "brighter") than the background, contrary to "
        + "the stated polarity (\(setting.source.rawValue)); they were measured as they are")
  }

  /// The region of an overlay, such as a clock or scale bar, is left out.
  private var overlayCheck: Validity.Check {
    let share = used.compactMap { $0.imaging?.overlayFraction }.max() ?? 0
    return check(
      "overlays", share, atMost: 0.1, .doubtful,
      share == 0
        ? "the recording has no overlay"
        : "up to \(text(100 * share)) % of the image was left out because tracks repeatedly begin "
          + "there: a clock, a scale bar or flickering dirt",
      "\(text(100 * share)) % of the image was left out because tracks repeatedly begin there")
  }

  /// Copies have the same first frame, or the same particles in the same places.
  private var copiesCheck: Validity.Check {
    let copies = copiedPositions
    let names = copies.prefix(3).map { "\($0.copy) of \($0.original)" }.joined(separator: ", ")
    return check(
      "copies", Double(copies.count), atMost: 0, .invalid, "no position is a copy of another",
      "\(copies.count) positions are copies of others (\(names)"
        + "\(copies.count > 3 ? ", ..." : "")): name each video once")
  }

  private var copiedPositions: [(copy: String, original: String)] {
    var firstByPrint: [UInt64: String] = [:]
    // The positions of a run have one frame size.
    var search = CopySearch()
    var names: [String] = []
    return positions.compactMap { position in
      guard let imaging = position.imaging else { return nil }
      let same = search.add(position.tracks.tracks, frames: position.tracks.frameTimes_s.count)
      let name = "\(position.file) section \(position.section)"
      let original = firstByPrint[imaging.fingerprint] ?? same.map { names[$0] }
      names.append(name)
      if firstByPrint[imaging.fingerprint] == nil { firstByPrint[imaging.fingerprint] = name }
      return original.map { (copy: name, original: $0) }
    }
  }
}
