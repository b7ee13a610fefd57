import Foundation
import NTAAnalysis

extension ValidityChecks {
  private var settings: MeasurementSettings { result.settings }

  /// Checks for settings that contradict the recording or each other.
  var settingChecks: [Validity.Check] {
    [temperatureCheck, viscosityCheck, frameRateCheck].compactMap { $0 }
  }

  /// The limit is the highest temperature that measurement cells and samples tolerate.
  private var temperatureCheck: Validity.Check {
    let temperature_C = settings.temperature_C.value
    return check(
      "temperature", temperature_C, atMost: 50, .doubtful,
      "the temperature is plausible",
      "\(temperature_C) °C is not a usual temperature of a sample: check whether it is in °F")
  }

  /// Compares a stated viscosity with that of the medium, if the medium is a known one.
  private var viscosityCheck: Validity.Check? {
    guard let medium = Medium(name: settings.medium.value),
      let known = medium.viscosity_mPas(at: settings.temperature_C.value)
    else { return nil }
    let off = abs(settings.viscosity_mPas.value / known - 1)
    return check(
      "viscosity", off, atMost: 0.05, .doubtful, "viscosity and medium agree",
      "\(settings.viscosity_mPas.value) mPa·s is not the viscosity of \(medium.rawValue) at "
        + "\(settings.temperature_C.value) °C (\(text(known)) mPa·s)")
  }

  private var frameRateCheck: Validity.Check? {
    guard let stated = settings.frameRate_hz, stated.source != .container else { return nil }
    let imaged = positions.lazy.filter { $0.imaging?.containerRate_hz != nil && $0.frames > 0 }
    guard let first = imaged.first, let container = first.imaging?.containerRate_hz else {
      return nil
    }
    // A conversion to a higher frame rate has repeated frames.
    let repeated = Double(first.imaging?.repeatedFrames ?? 0) / Double(first.frames)
    let off = min(
      abs(stated.value / container - 1), abs(stated.value * (1 + repeated) / container - 1))
    return check(
      "frame_rate", off, atMost: 0.02, .doubtful, "frame rate and video file agree",
      "the frame rate of \(stated.value) Hz (\(stated.source.rawValue)) is not that of the video "
        + "file, \(text(container)) Hz")
  }
}
