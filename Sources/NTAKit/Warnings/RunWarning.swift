import NTAAnalysis
import NTAVideo

/// Something the user should know before trusting the numbers, with the facts behind it.
///
/// ``kind`` is the stable code, ``message(in:)`` the one place where the facts become a sentence.
public enum RunWarning: Sendable, Equatable {
  /// Frames of one position.
  public struct Frames: Sendable, Equatable {
    /// What the position is called: its file, and where that holds several, its section.
    public var position: String
    /// Number of frames that are concerned.
    public var frames: Int
    /// Number of frames that should be there, if known.
    public var promised: Int?

    /// Frames of a position.
    public init(position: String, frames: Int, promised: Int? = nil) {
      self.position = position
      self.frames = frames
      self.promised = promised
    }
  }

  // MARK: Recording

  /// The instrument's header does not state the number of positions.
  case positionsUnknown(header: String)
  /// Several headers stand beside the videos, and none was read.
  case ambiguousHeader(headers: [String])
  /// Images beside the videos of a folder were not analysed.
  case imagesIgnored(folder: String, images: Int)
  /// Numbers are missing in a sequence of images; the first gap follows the image `after`.
  case sequenceGap(folder: String, gaps: Int, after: String)

  // MARK: Settings

  /// Nothing states the exposure.
  case exposureUnknown
  /// The viscosity of the header is an estimate for water; that of the medium was used.
  case headerViscosityReplaced(
    header: String, stated_mPas: Double, medium: String, temperature_C: Double)
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

  /// Nothing states when the beads were recorded.
  case calibrationDateUnknown
  /// The standard does not state some certified values, named by their keys.
  case certificateValuesAssumed(standard: String, values: [String])
  /// A large error of temperature, `nil` for one outside of 0 to 100 °C, or of viscosity would explain
  /// the change of scale.
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
  /// Up to this fraction of the spots is at the camera's limit.
  case saturated(fraction: Double)
  /// Nothing states the depth of the observed volume.
  case noDepth
  /// More than half of the positions were left out.
  case positionsRemoved(removed: Int, of: Int)
  /// Particle counts of the positions in use scatter more than counting noise allows; see
  /// <doc:ReadingAReport>.
  case positionsDisagree(
    positions: Int, lowest: Double, highest: Double, chiSquare: Double, degrees: Int,
    excessVariation: Double)
  /// The whole frames of a damaged recording were analysed.
  case damagedFramesSkipped(Frames)
  /// Damaged positions were left out.
  case damagedPositions([Frames])
  /// Frames equal to the one before were left out.
  case repeatedFrames([Frames])
  /// The frames of some positions are interlaced.
  case interlaced(positions: [String])
  /// Lossy compression that is not corrected.
  case compressedUnknown(positions: [String])
  /// Lossy compression that has removed the camera's noise.
  case compressedNoise(positions: [String])
  /// The exposure is longer than the time between frames.
  case exposureExceedsFrame(exposure_s: Double, interval_s: Double)
  /// Spots are smaller or larger than is possible with that pixel size.
  case pixelSizeImplausible(
    pixelSize_um: Double, sigma_um: Double, possible_um: ClosedRange<Double>)
  /// The mode lies at an end of the range of diameters.
  case modeAtEdge(mode_nm: Double, range_nm: ClosedRange<Double>)
  /// Positions in use drift faster than the limit.
  case drift(limit_um_per_s: Double, positions: [Int])
  /// The liquid does not carry all particles alike; root mean square of the differences.
  case flowDiffers(rms_um_per_s: Double)
  /// A particle has this many others within reach.
  case tooDense(neighbours: Double)

  // MARK: Blank

  /// The blank was measured with another value of a setting, named by its key.
  case blankDiffers(setting: String, blank: String, sample: String)
}

extension RunWarning {
  /// The code that stands in `summary.json`.
  public var code: String { kind.rawValue }
  /// The sentence in the library's own wording.
  public var message: String { message(in: .library) }

  /// Code and sentence, as they are written into files.
  public func text(in wording: Wording = .library) -> WarningText {
    WarningText(code: code, message: message(in: wording))
  }
}
