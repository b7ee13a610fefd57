import NTAAnalysis
import NTAVideo

/// Why a calibration could not be made, read or used.
public enum CalibrationError: StageError {
  /// No particles were found in the bead run.
  case noBeads(sample: String)
  /// The file cannot be read.
  case unreadable(path: String, reason: String)
  /// The file is not a calibration.
  case malformed(path: String, reason: String)
  /// The calibration did not meet its criteria.
  case failed(path: String, criteria: [String])
  /// The calibration is of another instrument.
  case otherInstrument(path: String, calibrated: String, recorded: String)
  /// The calibration has another frame size, and hence another binning or camera.
  case otherFrameSize(path: String, calibrated: String, recorded: String)

  /// The category, which determines the exit code.
  public var category: ErrorCategory {
    switch self {
    case .noBeads, .malformed: .damagedInput
    case .unreadable: .unreadableInput
    case .failed, .otherInstrument, .otherFrameSize: .misuse
    }
  }

  /// The error, its place and its remedy as one sentence, in the given wording.
  public func description(in wording: Wording) -> String {
    switch self {
    case .noBeads(let sample):
      "\(sample): no bead population was found, so nothing can be calibrated; check focus, laser "
        + "and dilution, and record the beads again"
    case .unreadable(let path, let reason):
      "\(path): cannot be read (\(reason)); name a file written by nta calibrate"
    case .malformed(let path, let reason):
      "\(path): is not a calibration (\(reason)); make one with nta calibrate"
    case .failed(let path, let criteria):
      "\(path): this calibration failed (\(criteria.joined(separator: ", "))); calibrate again, or "
        + "use \(wording[.allowFailedCalibration])"
    case .otherInstrument(let path, let calibrated, let recorded):
      "\(path): was made on \(calibrated), but the recording is from \(recorded); calibrate that "
        + "instrument"
    case .otherFrameSize(let path, let calibrated, let recorded):
      "\(path): was made with frames of \(calibrated) px, but the recording has \(recorded) px; "
        + "calibrate with the same camera settings"
    }
  }
}
