import NTAAnalysis
import NTAVideo

extension RunWarning {
  /// The warning and its remedy as one sentence, with settings named as in `wording`.
  public func message(in wording: Wording) -> String {
    switch self {
    case .positionsUnknown(let header):
      "\(header) does not state how many positions the video holds, so it is analysed as one; give "
        + "\(wording[.positions]) (11 is usual) if it holds more"
    case .ambiguousHeader(let headers):
      "no instrument header was read, because there are several beside the videos "
        + "(\(headers.joined(separator: ", "))); name one video, or keep only one header"
    case .imagesIgnored(let folder, let images):
      "\(folder): \(images) images beside the videos were not analysed"
    case .subfoldersIgnored(let folder, let subfolders):
      "\(folder): videos in folders in it were not analysed (\(Self.list(subfolders))); name each of "
        + "these folders, if they are runs of their own"
    case .sequenceGap(let folder, let gaps, let after):
      "\(folder): \(gaps) numbers are missing from the sequence of images, the first after "
        + "\(after); the frames are assumed to be evenly spaced in time"

    case .exposureUnknown:
      "the exposure time is unknown, so motion blur is not corrected and small particles appear "
        + "slightly too large; give \(wording[.exposure]) in seconds"
    case .fileDisagrees(let file, let setting, let value, let source, let stated, let unit):
      "\(file) states \(NumberText.significant(stated)) \(unit), but "
        + "\(NumberText.significant(value)) \(unit) (\(source)) is used; check "
        + wording[ArgumentName(setting)]
    case .frameIntervalUnset:
      "the table's times are exactly 1 s per frame, which TrackMate writes where the frame interval "
        + "was never set; sizes are wrong by the same factor; give \(wording[.frameRate])"
    case .headerViscosityReplaced(let header, let stated_mPas, let medium, let temperature_C):
      "\(header): the viscosity of \(NumberText.short(stated_mPas)) mPa·s is the instrument's linear estimate for "
        + "water; that of \(medium) at \(NumberText.short(temperature_C)) °C was used instead; give "
        + "\(wording[.viscosity]) or \(wording[.viscosityModel]) zetaview to override this"
    case .mediumAssumed(let header, let medium):
      "\(header): the viscosity of \"\(medium)\" is not known; that of water was used; give "
        + "\(wording[.medium]) or \(wording[.viscosity])"
    case .headerValueUnreadable(let header, let key, let text, let setting, let used):
      "\(header): \(key) is \"\(text)\", which is not a single number; \(used) was used; give "
        + wording[ArgumentName(setting)]
    case .settingsDisagree(let setting, let used, let from, let other, let otherFrom):
      "\(setting) is \(used) by \(from) and \(other) by \(otherFrom); \(used) was used; find out "
        + "which is right, and correct the other"

    case .calibrationFailed(let file):
      "\(file): this calibration did not meet its criteria and was used on request"
    case .calibrationOverruled(let pixelSize_um, let source, let calibrated_um):
      "the pixel size of \(NumberText.short(pixelSize_um)) µm (\(source)) overrides the calibrated "
        + "\(NumberText.fixed(calibrated_um, decimals: 4)) µm; remove it there, or give "
        + wording[.pixelSize]
    case .calibrationScaleDiffers(let file, let stated_um, let statedNow_um):
      "\(file): the instrument's header stated \(NumberText.short(stated_um)) µm per pixel at the calibration and "
        + "states \(NumberText.short(statedNow_um)) µm now, so its optics or binning were changed; calibrate again"
    case .calibrationAgeUnknown(let file, let made):
      "\(file): the date of the recording is unknown, so the age of the calibration of \(made) cannot "
        + "be checked; write `date: yyyy-mm-dd` into run.yaml"
    case .calibrationOld(let file, let age_days, let limit_days):
      "\(file): was made \(abs(age_days)) days \(age_days > 0 ? "before" : "after") the recording; "
        + "calibrate at least every \(limit_days) days"
    case .calibrationCameraDiffers(let file, let setting, let calibrated, let recorded):
      "\(file): was made with \(setting) \(calibrated), but the recording has \(recorded), so the "
        + "observed volume may differ; calibrate with the settings of the samples"

    case .calibrationDateUnknown:
      "the date of the bead recording is unknown, so the age of the calibration cannot be checked "
        + "later; write `date: yyyy-mm-dd` into run.yaml"
    case .certificateValuesAssumed(let standard, let values):
      "standard \(standard) does not state \(values.joined(separator: " and ")), so usual values were "
        + "assumed; enter those of your lot's certificate"
    case .temperaturePlausibility(let error_C, let stated_mPas, let explaining_mPas):
      "the change of scale could be due to \(Self.temperatureError(error_C))a viscosity of "
        + "\(NumberText.significant(explaining_mPas)) instead of "
        + "\(NumberText.significant(stated_mPas)) mPa·s; check the temperature and the medium before "
        + "using the pixel size"
    case .viscosityPlausibility(let stated_mPas, let medium, let temperature_C, let expected_mPas):
      "the stated viscosity of \(NumberText.significant(stated_mPas)) mPa·s is not that of \(medium) "
        + "at \(temperature_C) °C, which is \(NumberText.significant(expected_mPas)) mPa·s; check "
        + "viscosity, medium and temperature: the pixel size compensates for an error, but only at "
        + "this temperature"

    case .noParticles:
      "no particle population was found; that is right for a blank, otherwise check focus, laser and "
        + "dilution"
    case .lowTrackCount(let used):
      "only \(used) particles were sized, but a distribution needs about 1,000; record more positions "
        + "or cycles"
    case .msdNotLinear(let slopeRatio, let stride):
      "the mean squared displacement is not linear: its slope at one frame is "
        + "\(Self.percent(slopeRatio)) % of the slope at long lags, which video compression or strong "
        + "noise can cause; displacements over \(stride) frames were used instead"
    case .saturated(let fraction):
      "up to \(Self.percent(fraction)) % of the spots are saturated, so their brightness is only a "
        + "lower bound; lower the gain or the exposure"
    case .noDepth:
      "the depth of the observed volume is unknown, so there is no concentration; give "
        + "\(wording[.depth]), an instrument or a calibration"
    case .positionsRemoved(let removed, let positions):
      "\(removed) of \(positions) positions were left out; see positions.csv"
    case .positionsDisagree(
      let positions, let lowest, let highest, let chiSquare, let degrees, let excessVariation):
      "the \(positions) positions in use have \(NumberText.significant(lowest)) to "
        + "\(NumberText.significant(highest)) particles per frame, which is more scatter than "
        + "counting noise (chi-square \(NumberText.significant(chiSquare)) for \(degrees) degrees of "
        + "freedom; \(NumberText.significant(100 * excessVariation, digits: 2)) % variation between "
        + "positions beyond chance); mix the sample, look for bubbles, drift and settling, clean the "
        + "cell, and record again before relying on the concentration"
    case .damagedFramesSkipped(let position):
      "\(position.position): \(Self.count(position)) frames are whole and were analysed"
    case .damagedPositions(let positions):
      "damaged recordings: "
        + Self.list(positions.map { "\($0.position) (\(Self.count($0)) frames are whole)" })
        + "; copy the files again, or give \(wording[.allowDamaged]) to use the whole frames"
    case .repeatedFrames(let positions):
      "frames that repeat the one before were left out: "
        + Self.list(positions.map { "\($0.position) (\(Self.count($0)))" })
        + "; record without frame rate conversion"
    case .interlaced(let positions):
      "interlaced video: \(Self.list(positions)); odd and even rows were recorded at different times, "
        + "which distorts moving spots; record progressive frames"
    case .compressedUnknown(let positions):
      "lossy compression whose effect cannot be corrected: \(Self.list(positions)); sizes may be a few "
        + "per cent too large and concentrations 10 % or more too low; record losslessly"
    case .compressedNoise(let positions):
      "lossy compression has removed all of the camera's noise: \(Self.list(positions)); it has "
        + "removed faint particles, too, so concentrations are less certain; record losslessly or at "
        + "a higher quality"
    case .exposureExceedsFrame(let exposure_s, let interval_s):
      "the exposure of \(NumberText.short(exposure_s)) s is longer than the "
        + "\(Self.short(interval_s)) s between frames, so one of the two is wrong; check \(wording[.exposure]) and \(wording[.frameRate])"
    case .pixelSizeImplausible(let pixelSize_um, let sigma_um, let possible_um):
      "with a pixel size of \(NumberText.short(pixelSize_um)) µm, spots have a sigma of "
        + "\(Self.short(sigma_um)) µm, "
        + (sigma_um < possible_um.lowerBound
          ? "below the diffraction limit of \(Self.short(possible_um.lowerBound)) µm"
          : "above the \(Self.short(possible_um.upperBound)) µm that spots of particles can have")
        + "; check \(wording[.pixelSize])"
    case .modeAtEdge(let mode_nm, let range_nm):
      "the mode of \(Self.short(mode_nm)) nm lies at the edge of the measured range "
        + "(\(Self.short(range_nm.lowerBound)) to \(Self.short(range_nm.upperBound)) nm); check "
        + "\(wording[.pixelSize]), \(wording[.frameRate]) and the temperature"
    case .drift(let limit_um_per_s, let positions):
      "the liquid flows faster than \(Self.short(limit_um_per_s)) µm/s in "
        + "\(Self.list(positions.map { "position \($0)" })); the drift is subtracted, but wait until "
        + "the flow has stopped before recording"
    case .flowDiffers(let rms_um_per_s):
      "the flow of the liquid varies by \(Self.short(rms_um_per_s)) µm/s (rms) over the field of view or "
        + "the depth; it is subtracted, but wait until the flow has stopped before recording"
    case .tooDense(let neighbours):
      "on average, \(Self.short(neighbours)) other particles are so close to a particle that they are "
        + "mistaken for it; dilute the sample"

    case .blankDiffers(let setting, let blank, let sample):
      "the blank was measured with \(setting) \(blank), the sample with \(sample); record and analyse "
        + "both in the same way, otherwise too many or too few particles are subtracted"

    case .resultRepeated(let copy, let original):
      "\(copy) equals \(original) to the last digit: it is the same result, and counts once among "
        + "repetitions; name each result once"
    }
  }

  /// Up to five names.
  static func list(_ names: [String]) -> String {
    names.prefix(5).joined(separator: ", ")
      + (names.count > 5 ? " and \(names.count - 5) more" : "")
  }

  /// A number with two significant digits, which are enough to see what is wrong.
  private static func short(_ value: Double) -> String { NumberText.significant(value, digits: 2) }

  private static func percent(_ fraction: Double) -> String {
    NumberText.fixed(100 * fraction, decimals: 0)
  }

  private static func count(_ position: Frames) -> String {
    "\(position.frames)" + (position.promised.map { " of \($0)" } ?? "")
  }

  /// The temperature error as an alternative cause; empty if no temperature of liquid water explains
  /// the change of scale.
  private static func temperatureError(_ error_C: Double?) -> String {
    error_C.map {
      "an error of \(NumberText.fixed(abs($0), decimals: 1)) °C in the temperature, or "
    }
      ?? ""
  }
}
