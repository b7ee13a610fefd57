import NTAAnalysis
import NTAVideo

/// A warning that the user should read before relying on the result, with its facts.
///
/// ``kind`` holds the stable code; ``message(in:)`` forms the sentence from the facts.
public enum RunWarning: Sendable, Equatable {
  /// Frames of one position.
  public struct Frames: Sendable, Equatable {
    /// Name of the position: its file, with the section if the file holds several.
    public var position: String
    /// Number of frames that the warning is about.
    public var frames: Int
    /// Number of frames that the container states, if known.
    public var promised: Int?

    /// Creates the frames of a position.
    public init(position: String, frames: Int, promised: Int? = nil) {
      self.position = position
      self.frames = frames
      self.promised = promised
    }
  }

  // MARK: Recording

  /// The instrument's header does not state the number of positions.
  case positionsUnknown(header: String)
  /// There are several headers beside the videos, and none was read.
  case ambiguousHeader(headers: [String])
  /// Images beside the videos of a folder were not analysed.
  case imagesIgnored(folder: String, images: Int)
  /// Videos in folders of the folder were not analysed.
  case subfoldersIgnored(folder: String, subfolders: [String])
  /// Numbers are missing in a sequence of images; the first gap follows the image `after`.
  case sequenceGap(folder: String, gaps: Int, after: String)

  // MARK: Settings

  /// The exposure time is unknown.
  case exposureUnknown
  /// A setting, named by its key, is not what the recording's own file states.
  case fileDisagrees(
    file: String, setting: String, value: Double, source: String, stated: Double, unit: String)
  /// The times of a table are exactly a second per frame, and nothing else states a frame rate.
  case frameIntervalUnset
  /// The viscosity of the header is an estimate for water; that of the medium was used.
  case headerViscosityReplaced(
    header: String, stated_mPas: Double, medium: String, temperature_C: Double)
  /// A value of the header is no number; `used` was taken for the setting, named by its key.
  case headerValueUnreadable(
    header: String, key: String, text: String, setting: String, used: String)
  /// Two sources state different values of a setting, named by its key; the first was used.
  case settingsDisagree(
    setting: String, used: String, from: String, other: String, otherFrom: String)
  /// The viscosity of the header's liquid is unknown; that of water was used.
  case mediumAssumed(header: String, medium: String)

  // MARK: Use of a calibration

  /// The calibration did not meet its criteria and was used on request.
  case calibrationFailed(file: String)
  /// A pixel size from `source` was used instead of the calibrated one.
  case calibrationOverruled(pixelSize_um: Double, source: String, calibrated_um: Double)
  /// The header states another pixel size than on the day of the calibration.
  case calibrationScaleDiffers(file: String, stated_um: Double, statedNow_um: Double)
  /// The calibration has a date, the recording has none.
  case calibrationAgeUnknown(file: String, made: String)
  /// Too many days lie between calibration and recording; negative if the recording came first.
  case calibrationOld(file: String, age_days: Int, limit_days: Int)
  /// A camera setting, named by its key, differs from that of the calibration.
  case calibrationCameraDiffers(
    file: String, setting: String, calibrated: Double, recorded: Double)

  // MARK: Making a calibration

  /// The date of the bead recording is unknown.
  case calibrationDateUnknown
  /// The standard does not state some certified values, named by their keys.
  case certificateValuesAssumed(standard: String, values: [String])
  /// A large error of the temperature or of the viscosity could explain the change of scale; the
  /// temperature error is `nil` if no temperature from 0 to 100 °C explains it.
  case temperaturePlausibility(error_C: Double?, stated_mPas: Double, explaining_mPas: Double)
  /// The stated viscosity is not that of the medium at the temperature.
  case viscosityPlausibility(
    stated_mPas: Double, medium: String, temperature_C: Double, expected_mPas: Double)

  // MARK: Result

  /// No particle population was found.
  case noParticles
  /// Few particles were sized.
  case lowTrackCount(used: Int)
  /// The mean squared displacement is not proportional to the lag: its slope at one frame over that at
  /// long lags, and the lag in frames that was used instead.
  case msdNotLinear(slopeRatio: Double, stride: Int)
  /// Up to this fraction of the spots is saturated.
  case saturated(fraction: Double)
  /// The depth of the observed volume is unknown.
  case noDepth
  /// More than half of the positions were left out.
  case positionsRemoved(removed: Int, of: Int)
  /// The particle counts of the positions in use scatter by more than counting noise; see
  /// <doc:ReadingAReport>.
  case positionsDisagree(
    positions: Int, lowest: Double, highest: Double, chiSquare: Double, degrees: Int,
    excessVariation: Double)
  /// The whole frames of a damaged recording were analysed.
  case damagedFramesSkipped(Frames)
  /// Damaged positions were left out.
  case damagedPositions([Frames])
  /// Frames that repeat the one before were left out.
  case repeatedFrames([Frames])
  /// The frames of some positions are interlaced.
  case interlaced(positions: [String])
  /// The effect of the lossy compression is not corrected.
  case compressedUnknown(positions: [String])
  /// Lossy compression has removed all of the camera's noise.
  case compressedNoise(positions: [String])
  /// The exposure is longer than the time between frames.
  case exposureExceedsFrame(exposure_s: Double, interval_s: Double)
  /// Spots are smaller or larger than is possible with that pixel size.
  case pixelSizeImplausible(
    pixelSize_um: Double, sigma_um: Double, possible_um: ClosedRange<Double>)
  /// The mode lies at an end of the range of diameters.
  case modeAtEdge(mode_nm: Double, range_nm: ClosedRange<Double>)
  /// The drift in positions that are used is faster than the limit.
  case drift(limit_um_per_s: Double, positions: [Int])
  /// The flow of the liquid varies over the field of view or the depth, by this root mean square.
  case flowDiffers(rms_um_per_s: Double)
  /// On average, this many other particles are within reach of a particle.
  case tooDense(neighbours: Double)

  // MARK: Blank

  /// The blank was measured with another value of a setting, named by its key.
  case blankDiffers(setting: String, blank: String, sample: String)

  // MARK: Comparison

  /// A result equals another one in all but the name.
  case resultRepeated(copy: String, of: String)
}

extension RunWarning {
  /// The code in `summary.json`.
  public var code: String { kind.rawValue }
  /// The message in the wording of the library.
  public var message: String { message(in: .library) }

  /// The code and the message, as they are written to files.
  public func text(in wording: Wording = .library) -> WarningText {
    WarningText(code: code, message: message(in: wording))
  }
}
