import NTAAnalysis
import NTAVideo

extension RunWarning {
  /// The kinds of warnings; the raw value is the code in result files, which never changes.
  public enum Kind: String, Sendable, CaseIterable {
    case positionsUnknown = "POSITIONS_UNKNOWN"
    case ambiguousHeader = "AMBIGUOUS_HEADER"
    case imagesIgnored = "IMAGES_IGNORED"
    case subfoldersIgnored = "SUBFOLDERS_IGNORED"
    case sequenceGap = "SEQUENCE_GAP"
    case damaged = "DAMAGED"
    case repeatedFrames = "REPEATED_FRAMES"
    case interlaced = "INTERLACED"
    case compressed = "COMPRESSED"
    case saturated = "SATURATED"

    case exposureUnknown = "EXPOSURE_UNKNOWN"
    case fileDisagrees = "FILE_DISAGREES"
    case frameIntervalUnset = "FRAME_INTERVAL_UNSET"
    case exposureExceedsFrame = "EXPOSURE_EXCEEDS_FRAME"
    case pixelSizeImplausible = "PIXEL_SIZE_IMPLAUSIBLE"
    case modeAtEdge = "MODE_AT_EDGE"
    case headerViscosityReplaced = "HEADER_VISCOSITY_REPLACED"
    case mediumAssumed = "MEDIUM_ASSUMED"
    case headerValueUnreadable = "HEADER_VALUE_UNREADABLE"
    case settingsDisagree = "SETTINGS_DISAGREE"

    case noParticles = "NO_PARTICLES"
    case lowTrackCount = "LOW_TRACK_COUNT"
    case msdNotLinear = "MSD_NOT_LINEAR"
    case drift = "DRIFT"
    case flowDiffers = "FLOW_DIFFERS"
    case tooDense = "TOO_DENSE"
    case positionsRemoved = "POSITIONS_REMOVED"
    case positionsDisagree = "POSITIONS_DISAGREE"
    case noDepth = "NO_DEPTH"

    case calibrationFailed = "CALIBRATION_FAILED"
    case calibrationOverruled = "CALIBRATION_OVERRULED"
    case calibrationScaleDiffers = "CALIBRATION_SCALE_DIFFERS"
    case calibrationCameraDiffers = "CALIBRATION_CAMERA_DIFFERS"
    case calibrationOld = "CALIBRATION_OLD"
    case calibrationAgeUnknown = "CALIBRATION_AGE_UNKNOWN"

    case calibrationDateUnknown = "CALIBRATION_DATE_UNKNOWN"
    case certificateValuesAssumed = "CERTIFICATE_VALUES_ASSUMED"
    case temperaturePlausibility = "TEMPERATURE_PLAUSIBILITY"
    case viscosityPlausibility = "VISCOSITY_PLAUSIBILITY"

    case blankDiffers = "BLANK_DIFFERS"

    case resultRepeated = "RESULT_REPEATED"
  }

  /// The kind of the warning.
  public var kind: Kind {
    switch self {
    case .positionsUnknown: .positionsUnknown
    case .ambiguousHeader: .ambiguousHeader
    case .imagesIgnored: .imagesIgnored
    case .subfoldersIgnored: .subfoldersIgnored
    case .sequenceGap: .sequenceGap
    case .exposureUnknown: .exposureUnknown
    case .fileDisagrees: .fileDisagrees
    case .frameIntervalUnset: .frameIntervalUnset
    case .headerViscosityReplaced: .headerViscosityReplaced
    case .mediumAssumed: .mediumAssumed
    case .headerValueUnreadable: .headerValueUnreadable
    case .settingsDisagree: .settingsDisagree
    case .calibrationFailed: .calibrationFailed
    case .calibrationOverruled: .calibrationOverruled
    case .calibrationScaleDiffers: .calibrationScaleDiffers
    case .calibrationAgeUnknown: .calibrationAgeUnknown
    case .calibrationOld: .calibrationOld
    case .calibrationCameraDiffers: .calibrationCameraDiffers
    case .calibrationDateUnknown: .calibrationDateUnknown
    case .certificateValuesAssumed: .certificateValuesAssumed
    case .temperaturePlausibility: .temperaturePlausibility
    case .viscosityPlausibility: .viscosityPlausibility
    case .noParticles: .noParticles
    case .lowTrackCount: .lowTrackCount
    case .msdNotLinear: .msdNotLinear
    case .saturated: .saturated
    case .noDepth: .noDepth
    case .positionsRemoved: .positionsRemoved
    case .positionsDisagree: .positionsDisagree
    case .damagedFramesSkipped, .damagedPositions: .damaged
    case .repeatedFrames: .repeatedFrames
    case .interlaced: .interlaced
    case .compressedUnknown, .compressedNoise: .compressed
    case .exposureExceedsFrame: .exposureExceedsFrame
    case .pixelSizeImplausible: .pixelSizeImplausible
    case .modeAtEdge: .modeAtEdge
    case .drift: .drift
    case .flowDiffers: .flowDiffers
    case .tooDense: .tooDense
    case .blankDiffers: .blankDiffers
    case .resultRepeated: .resultRepeated
    }
  }
}
