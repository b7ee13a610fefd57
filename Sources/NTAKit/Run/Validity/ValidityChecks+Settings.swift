import Foundation
import NTAAnalysis

extension ValidityChecks {
  private var settings: MeasurementSettings { result.settings }

  /// Checks for settings that contradict the recording or each other.
  var settingChecks: [Validity.Check] {
    [temperatureCheck, viscosityCheck, frameRateCheck, statedCheck].compactMap { $0 }
  }

  /// The limit is the highest temperature that measurement cells and samples tolerate.
  private var temperatureCheck: Validity.Check {
    let temperature_C = settings.temperature_C.value
    return check(
      "temperature", temperature_C, atMost: 50, .doubtful,
      "the temperature is plausible",
      "\(NumberText.short(temperature_C)) °C is not a usual temperature of a sample: check whether it is in °F"
    )
  }

  /// Compares a stated viscosity with that of the medium, if the medium is a known one.
  private var viscosityCheck: Validity.Check? {
    guard let medium = Medium(name: settings.medium.value),
      let known = medium.viscosity_mPas(at: settings.temperature_C.value)
    else { return nil }
    let off = abs(settings.viscosity_mPas.value / known - 1)
    return check(
      "viscosity", off, atMost: 0.05, .doubtful, "viscosity and medium agree",
      "\(NumberText.short(settings.viscosity_mPas.value)) mPa·s is not the viscosity of \(medium.rawValue) at "
        + "\(NumberText.short(settings.temperature_C.value)) °C (\(text(known)) mPa·s)")
  }

  /// Frame rates by a setting, by the times in the video file, and by what that file states beside them.
  private var frameRateCheck: Validity.Check? {
    let stated = settings.frameRate_hz.flatMap { $0.source == .container ? nil : $0 }
    let worst = positions.compactMap { rateDifference($0, stated: stated) }
      .max { $0.off < $1.off }
    guard let worst else { return nil }
    return check(
      "frame_rate", worst.off, atMost: 0.02, .doubtful, "frame rate and video file agree",
      worst.message)
  }

  private func rateDifference(
    _ position: PositionAnalysis, stated: Setting<Double>?
  ) -> (off: Double, message: String)? {
    guard let imaging = position.imaging, let container = imaging.containerRate_hz,
      position.frames > 0
    else { return nil }
    guard let stated else {
      return imaging.statedRate_hz.map { other in
        (
          abs(other / container - 1),
          "the video file states \(text(other)) frames per second, but its times say "
            + "\(text(container)): give the frame rate"
        )
      }
    }
    // A converter to a higher rate has repeated frames.
    let repeated = Double(imaging.repeatedFrames) / Double(position.frames)
    let off = min(
      abs(stated.value / container - 1), abs(stated.value * (1 + repeated) / container - 1))
    return (
      off,
      "the frame rate of \(NumberText.short(stated.value)) Hz (\(stated.source.rawValue)) is not that of the video "
        + "file, \(text(container)) Hz"
    )
  }

  /// What run file, header and table state of the same setting.
  ///
  /// Whoever overrules a file of settings on the command line or in a sample sheet knows of it.
  private var statedCheck: Validity.Check {
    let files = [SettingSource.runFile, .instrumentHeader].map(\.rawValue)
    let given = [SettingSource.commandLine, .sampleSheet].map(\.rawValue)
    let contradictions = stated.filter { warning in
      switch warning {
      case .headerValueUnreadable: true
      case .settingsDisagree(_, _, let from, _, let otherFrom):
        !given.contains(from) || !files.contains(otherFrom)
      default: false
      }
    }
    return check(
      "stated_settings", Double(contradictions.count), atMost: 0, .doubtful,
      "the sources of settings agree", contradictions.map(\.message).joined(separator: "; "))
  }
}
