import NTAAnalysis
import NTAVideo

/// Checks that a blank was measured with the same settings as its sample; otherwise, a different
/// fraction of the diluent's particles is detected.
enum BlankDifferences {
  /// Relative difference up to which settings count as equal.
  private static let sameSetting = 0.005

  /// One warning for each difference.
  static func warnings(sample: SummaryDocument, blank: SummaryDocument) -> [RunWarning] {
    let numbers = ["pixel_size_um", "exposure_s", "frame_rate_hz", "min_track_length"].map {
      ($0, number(sample, $0), number(blank, $0))
    }
    let camera = [
      (
        "camera_level", sample.number(\.cameraLevel) ?? sample.instrument?.sensitivity,
        blank.number(\.cameraLevel) ?? blank.instrument?.sensitivity
      ),
      ("gain", sample.number(\.gain), blank.number(\.gain)),
      (
        "laser_nm", sample.number(\.laser_nm) ?? sample.instrument?.laser_wavelength_nm,
        blank.number(\.laser_nm) ?? blank.instrument?.laser_wavelength_nm
      ),
    ]
    var found: [RunWarning] = []
    for (name, own, other) in numbers + camera {
      guard let own, let other, abs(own - other) > sameSetting * max(abs(own), abs(other)) else {
        continue
      }
      found.append(.blankDiffers(setting: name, blank: "\(other)", sample: "\(own)"))
    }
    let texts = [
      ("depth method", sample.concentration.method, blank.concentration.method),
      ("instrument", sample.instrument?.serial_number, blank.instrument?.serial_number),
    ]
    for (name, own, other) in texts {
      guard let own, let other, own != other else { continue }
      found.append(.blankDiffers(setting: name, blank: other, sample: own))
    }
    return found
  }

  private static func number(_ summary: SummaryDocument, _ key: String) -> Double? {
    guard case .number(let value)?? = summary.settings[key].map({ $0?.value }) else { return nil }
    return value
  }

}
