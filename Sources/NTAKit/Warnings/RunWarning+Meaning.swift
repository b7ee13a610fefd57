import NTAAnalysis
import NTAVideo

extension RunWarning.Kind {
  /// When the warning appears, in one line.
  public var meaning: String { explanation.meaning }
  /// What to do about it, in one line.
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
        "several instrument headers stand beside the videos, and none was read",
        "name one video, or keep one header"
      )
    case .imagesIgnored:
      ("images beside the videos were not analysed", "move images that belong to the run")
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
        "frames equal to the one before were left out", "record without frame rate conversion"
      )
    case .interlaced:
      (
        "the file says that odd and even rows were recorded at two times",
        "record progressive frames"
      )
    case .compressed:
      (
        "lossy compression that is not corrected (H.264 and similar), or so strong that nothing of "
          + "the camera's noise is left",
        "record losslessly or at a higher quality"
      )
    case .saturated:
      (
        "more than 5 % of the spots are at the camera's limit: their brightness, and with it the "
          + "depth, is a lower bound",
        "lower the gain or the exposure"
      )

    case .exposureUnknown:
      (
        "nothing states the exposure; motion blur is not corrected, and small particles come out "
          + "slightly too large",
        "give the exposure"
      )
    case .exposureExceedsFrame:
      ("the exposure is longer than the time between frames", "check exposure and frame rate")
    case .pixelSizeImplausible:
      (
        "spots are smaller than light can make them (sigma below 0.17 µm) or wider than 6 µm",
        "check the pixel size"
      )
    case .modeAtEdge:
      (
        "the mode is within 5 % of an end of the range of diameters",
        "check pixel size, frame rate and temperature"
      )
    case .headerViscosityReplaced:
      (
        "the header's viscosity, an estimate for water by a straight line, was replaced by that of "
          + "the medium",
        "give the viscosity, or the model `zetaview`, if the header is right"
      )
    case .mediumAssumed:
      (
        "the viscosity of the header's liquid is unknown; that of water is used",
        "give medium or viscosity"
      )

    case .noParticles:
      ("no population was found", "check focus, laser and dilution")
    case .lowTrackCount:
      (
        "fewer than 200 particles were sized; a distribution needs 1,000",
        "record more positions or cycles"
      )
    case .msdNotLinear:
      (
        "compression or noise made displacements at short lags unusable; longer lags were used",
        "record losslessly, with more light"
      )
    case .drift:
      (
        "positions in use drift faster than a third of the limit for leaving them out (10 µm/s unless "
          + "set otherwise)",
        "let the cell come to rest"
      )
    case .flowDiffers:
      (
        "a flow differs over the field of view or the depth, as convection and shear do; it was taken "
          + "out",
        "let the cell come to rest, and keep heat away from it"
      )
    case .tooDense:
      (
        "a particle has more than 0.3 others within three displacements or the width of a spot",
        "dilute the sample"
      )
    case .positionsRemoved:
      ("more than half of the positions were left out", "see the reasons in `positions.csv`")
    case .positionsDisagree:
      (
        "the counts of the positions in use scatter more than counting noise allows",
        "mix the sample, look for bubbles, drift and settling, clean the cell, and record again"
      )
    case .noDepth:
      (
        "there is no concentration, because no depth of the observed volume is known",
        "give a depth, an instrument or a calibration"
      )

    case .calibrationFailed:
      ("a calibration that did not meet its criteria was used on request", "calibrate again")
    case .calibrationOverruled:
      (
        "a pixel size stated by hand was used instead of the calibrated one",
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
        "nothing states when the beads were recorded, so that the age of the calibration cannot be "
          + "checked later",
        "write `date` into `run.yaml`"
      )
    case .certificateValuesAssumed:
      (
        "the standard's file lacks certified values; usual ones were assumed",
        "enter those of your lot's certificate"
      )
    case .temperaturePlausibility:
      (
        "a temperature error of more than 2 °C, or another viscosity, would explain the change of "
          + "scale",
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
        "record and analyse both alike"
      )
    }
  }
}
