import NTAAnalysis
import NTAVideo

extension RunWarning.Kind {
  /// The condition under which the warning appears, in one line.
  public var meaning: String { explanation.meaning }
  /// What to do about the warning, in one line.
  public var remedy: String { explanation.remedy }

  private var explanation: (meaning: String, remedy: String) {
    switch self {
    case .positionsUnknown:
      (
        "the instrument's header does not state how many positions the video holds",
        "give the number of positions"
      )
    case .ambiguousHeader:
      (
        "there are several instrument headers beside the videos, and none was read",
        "name one video, or keep only one header"
      )
    case .imagesIgnored:
      ("images beside the videos were not analysed", "move images that belong to the run")
    case .subfoldersIgnored:
      ("folders below the input hold videos that were not analysed", "name each run's own folder")
    case .sequenceGap:
      (
        "numbers are missing in a sequence of images; equal time steps are assumed",
        "copy the missing images"
      )
    case .damaged:
      (
        "frames are missing or damaged; the position was left out, or its whole frames were analysed",
        "copy the files again"
      )
    case .repeatedFrames:
      (
        "frames that repeat the one before were left out", "record without frame rate conversion"
      )
    case .interlaced:
      (
        "the file states that odd and even rows were recorded at different times",
        "record progressive frames"
      )
    case .compressed:
      (
        "the effect of the lossy compression is not corrected (H.264 and similar), or the compression "
          + "has removed all of the camera's noise",
        "record losslessly or at a higher quality"
      )
    case .saturated:
      (
        "more than 5 % of the spots are saturated: their brightness, and hence the depth, is a lower "
          + "bound",
        "lower the gain or the exposure"
      )

    case .exposureUnknown:
      (
        "the exposure time is unknown; motion blur is not corrected, and small particles appear "
          + "slightly too large",
        "give the exposure"
      )
    case .fileDisagrees:
      (
        "a setting differs by more than 2 % from what the recording's own file states",
        "check pixel size and frame rate"
      )
    case .frameIntervalUnset:
      (
        "a table's times are exactly 1 s per frame, as TrackMate writes them for a movie without a "
          + "frame interval",
        "give the frame rate"
      )
    case .exposureExceedsFrame:
      ("the exposure is longer than the time between frames", "check exposure and frame rate")
    case .pixelSizeImplausible:
      (
        "the sigma of spots is below the diffraction limit (0.17 µm) or above 6 µm",
        "check the pixel size"
      )
    case .modeAtEdge:
      (
        "the mode is within 5 % of an end of the measured range of diameters",
        "check pixel size, frame rate and temperature"
      )
    case .headerViscosityReplaced:
      (
        "the header's viscosity, which is a linear estimate for water, was replaced by that of the "
          + "medium",
        "if the header is right, give the viscosity, or the viscosity model `zetaview`"
      )
    case .mediumAssumed:
      (
        "the viscosity of the liquid named in the header is unknown; that of water is used",
        "give the medium or the viscosity"
      )
    case .headerValueUnreadable:
      (
        "a value in the instrument's header is not a single number; another source or a default was used",
        "give the setting"
      )
    case .settingsDisagree:
      (
        "two sources state clearly different values of a setting; the one that goes first was used",
        "find out which is right, and correct the other"
      )

    case .noParticles:
      (
        "no population of particles was found",
        "right for a blank; otherwise check focus, laser and dilution"
      )
    case .lowTrackCount:
      (
        "fewer than 200 particles were sized; a distribution needs about 1,000",
        "record more positions or cycles"
      )
    case .msdNotLinear:
      (
        "compression or noise made displacements at short lags unusable; longer lags were used",
        "record losslessly, with more light"
      )
    case .drift:
      (
        "the drift in positions that are used is faster than a third of the limit at which positions "
          + "are left out (10 µm/s by default)",
        "wait until the flow has stopped"
      )
    case .flowDiffers:
      (
        "the flow varies over the field of view or the depth, as in convection and shear; it was "
          + "corrected",
        "wait until the flow has stopped, and keep heat away from the cell"
      )
    case .tooDense:
      (
        "on average, more than 0.3 other particles are within three displacements of a particle, or "
          + "within the width of its spot",
        "dilute the sample"
      )
    case .positionsRemoved:
      ("more than half of the positions were left out", "see the reasons in `positions.csv`")
    case .positionsDisagree:
      (
        "the particle counts of the positions scatter by more than counting noise",
        "mix the sample, look for bubbles, drift and settling, clean the cell, and record again"
      )
    case .noDepth:
      (
        "there is no concentration, because the depth of the observed volume is unknown",
        "give a depth, an instrument or a calibration"
      )

    case .calibrationFailed:
      ("a calibration that did not meet its criteria was used on request", "calibrate again")
    case .calibrationOverruled:
      (
        "a manually stated pixel size was used instead of the calibrated one",
        "remove it from `run.yaml`"
      )
    case .calibrationScaleDiffers:
      (
        "the instrument's header states another pixel size than on the day of the calibration",
        "calibrate again"
      )
    case .calibrationCameraDiffers:
      (
        "exposure, frame rate, sensitivity or laser differ from those of the calibration",
        "calibrate with the settings of the samples"
      )
    case .calibrationOld:
      ("more than 30 days lie between calibration and recording", "calibrate again")
    case .calibrationAgeUnknown:
      ("the calibration has a date, the recording has none", "write `date` into `run.yaml`")

    case .calibrationDateUnknown:
      (
        "the date of the bead recording is unknown, so the age of the calibration cannot be checked "
          + "later",
        "write `date` into `run.yaml`"
      )
    case .certificateValuesAssumed:
      (
        "the file of the standard lacks certified values; usual values were assumed",
        "enter those of your lot's certificate"
      )
    case .temperaturePlausibility:
      (
        "an error of more than 2 °C in the temperature, or a different viscosity, could explain the "
          + "change of scale",
        "check temperature and medium before you use the calibration"
      )
    case .viscosityPlausibility:
      (
        "the medium does not have the stated viscosity within 2 °C of the temperature",
        "check viscosity, medium and temperature"
      )

    case .blankDiffers:
      (
        "blank and sample were measured with different settings",
        "record and analyse both in the same way"
      )

    case .resultRepeated:
      (
        "a result equals another one to the last digit; it counts once among repetitions",
        "name each result once"
      )
    }
  }
}
