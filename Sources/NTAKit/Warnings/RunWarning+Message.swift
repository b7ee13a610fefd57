import NTAAnalysis
import NTAVideo

extension RunWarning {
  /// One sentence that names what the caller gives as `wording` does: what, and what to do.
  public func message(in wording: Wording) -> String {
    switch self {
    case .positionsUnknown(let header):
      "\(header) does not say how many positions the video holds; it is analysed as one; give "
        + "\(wording[.positions]) (11 is usual) if it holds more"
    case .ambiguousHeader(let headers):
      "no instrument header was read, as several stand beside the videos "
        + "(\(headers.joined(separator: ", "))); name one video, or keep one header"
    case .imagesIgnored(let folder, let images):
      "\(folder): \(images) images beside the videos were not analysed"
    case .sequenceGap(let folder, let gaps, let after):
      "\(folder): \(gaps) numbers are missing from the sequence of images, the first after "
        + "\(after); the frames are taken as evenly spaced in time"

    case .exposureUnknown:
      "nothing says how long the shutter was open, so motion blur is not corrected and small "
        + "particles come out slightly too large; give \(wording[.exposure]) in seconds"
    case .headerViscosityReplaced(let header, let stated_mPas, let medium, let temperature_C):
      "\(header): the viscosity of \(stated_mPas) mPa·s is the instrument's straight-line estimate "
        + "for water; that of \(medium) at \(temperature_C) °C was used instead; give "
        + "\(wording[.viscosity]) or \(wording[.viscosityModel]) zetaview to decide otherwise"
    case .mediumAssumed(let header, let medium):
      "\(header): the viscosity of \"\(medium)\" is not known; that of water was used; give "
        + "\(wording[.medium]) or \(wording[.viscosity])"

    case .calibrationFailed(let file):
      "\(file): this calibration did not meet its criteria and was used on request"
    case .calibrationOverruled(let pixelSize_um, let source, let calibrated_um):
      "the pixel size of \(pixelSize_um) µm (\(source)) goes before the calibrated "
        + "\(NumberText.fixed(calibrated_um, decimals: 4)) µm; take it out there, or give "
        + wording[.pixelSize]
    case .calibrationScaleDiffers(let file, let stated_um, let statedNow_um):
      "\(file): the instrument's header stated \(stated_um) µm per pixel then and states "
        + "\(statedNow_um) µm now, so its optics or binning were changed; calibrate again"
    case .calibrationAgeUnknown(let file, let made):
      "\(file): nothing says when the run was recorded, so whether the calibration of \(made) is too "
        + "old is unknown; write `date: yyyy-mm-dd` into run.yaml"
    case .calibrationOld(let file, let age_days, let limit_days):
      "\(file): was made \(abs(age_days)) days \(age_days > 0 ? "before" : "after") the recording; "
        + "calibrate at least every \(limit_days) days"
    case .calibrationCameraDiffers(let file, let setting, let calibrated, let recorded):
      "\(file): was made with \(setting) \(calibrated), the recording has \(recorded); the observed "
        + "volume may differ: calibrate with the settings of the samples"

    case .calibrationDateUnknown:
      "nothing says when the beads were recorded, so that later on nothing can warn of an old "
        + "calibration; write `date: yyyy-mm-dd` into run.yaml"
    case .certificateValuesAssumed(let standard, let values):
      "standard \(standard) does not state \(values.joined(separator: " and ")); usual values were "
        + "assumed: enter those of your lot's certificate"
    case .temperaturePlausibility(let error_C, let stated_mPas, let explaining_mPas):
      "the change of scale is as large as \(Self.temperatureError(error_C)) would make it, or a "
        + "viscosity of \(NumberText.significant(explaining_mPas)) in place of "
        + "\(NumberText.significant(stated_mPas)) mPa·s; check the temperature and the medium before "
        + "trusting the pixel size"
    case .viscosityPlausibility(let stated_mPas, let medium, let temperature_C, let expected_mPas):
      "the stated viscosity of \(NumberText.significant(stated_mPas)) mPa·s is not that of \(medium) "
        + "at \(temperature_C) °C, which is \(NumberText.significant(expected_mPas)) mPa·s; check "
        + "viscosity, medium and temperature: the pixel size makes up for an error, but at no other "
        + "temperature"

    case .noParticles:
      "no particle population was found; check focus, laser and dilution"
    case .lowTrackCount(let used):
      "only \(used) particles were sized; 1,000 are wanted for a distribution: record more positions "
        + "or cycles"
    case .msdNotLinear(let slopeRatio, let stride):
      "the mean squared displacement is no line: its slope at one frame is "
        + "\(Self.percent(slopeRatio)) % of the slope at long lags, as video compression or strong "
        + "noise does; steps over \(stride) frames were used instead"
    case .saturated(let fraction):
      "up to \(Self.percent(fraction)) % of the spots are at the camera's limit: their brightness is "
        + "only a lower bound; lower the gain or the exposure"
    case .noDepth:
      "the depth of the observed volume is unknown, so there is no concentration: give "
        + "\(wording[.depth]), an instrument or a calibration"
    case .positionsRemoved(let removed, let positions):
      "\(removed) of \(positions) positions were left out; see positions.csv"
    case .positionsDisagree(
      let positions, let lowest, let highest, let chiSquare, let degrees, let excessVariation):
      "the \(positions) positions in use hold \(NumberText.significant(lowest)) to "
        + "\(NumberText.significant(highest)) particles per frame, more scatter than counting noise "
        + "allows (chi-square \(NumberText.significant(chiSquare)) for \(degrees) degrees of "
        + "freedom; \(NumberText.significant(100 * excessVariation, digits: 2)) % between positions "
        + "beyond chance): mix the sample, look for bubbles, drift and settling, clean the cell, and "
        + "record again before trusting the concentration"
    case .damagedFramesSkipped(let position):
      "\(position.position): \(Self.count(position)) frames are whole and were analysed"
    case .damagedPositions(let positions):
      "damaged, with whole frames: "
        + Self.list(positions.map { "\($0.position) (\(Self.count($0)) frames)" })
        + "; copy the files again, or give \(wording[.allowDamaged]) to use the whole frames"
    case .repeatedFrames(let positions):
      "frames that only repeat the one before were left out: "
        + Self.list(positions.map { "\($0.position) (\(Self.count($0)))" })
        + "; record without frame rate conversion"
    case .interlaced(let positions):
      "interlaced video: \(Self.list(positions)); odd and even rows were taken at two times, which "
        + "tears moving spots: record progressive frames"
    case .compressedUnknown(let positions):
      "compressed with loss in a way that is not corrected: \(Self.list(positions)); sizes may be "
        + "some percent too large and concentrations a tenth or more too low: record without loss"
    case .compressedNoise(let positions):
      "compression has left nothing of the camera's noise: \(Self.list(positions)); faint particles "
        + "are lost with it, and concentrations are less certain: record without loss or at a higher "
        + "quality"
    case .exposureExceedsFrame(let exposure_s, let interval_s):
      "an exposure of \(exposure_s) s is longer than the \(Self.short(interval_s)) s between frames, "
        + "so that one of the two is wrong; check \(wording[.exposure]) and \(wording[.frameRate])"
    case .pixelSizeImplausible(let pixelSize_um, let sigma_um, let possible_um):
      "with a pixel of \(pixelSize_um) µm spots have a sigma of \(Self.short(sigma_um)) µm, "
        + (sigma_um < possible_um.lowerBound
          ? "smaller than light can make them (\(Self.short(possible_um.lowerBound)) µm)"
          : "larger than those of particles are (\(Self.short(possible_um.upperBound)) µm)")
        + "; check \(wording[.pixelSize])"
    case .modeAtEdge(let mode_nm, let range_nm):
      "the mode of \(Self.short(mode_nm)) nm lies at the edge of what is looked for "
        + "(\(Self.short(range_nm.lowerBound)) to \(Self.short(range_nm.upperBound)) nm); check "
        + "\(wording[.pixelSize]), \(wording[.frameRate]) and the temperature"
    case .drift(let limit_um_per_s, let positions):
      "the liquid flows by more than \(Self.short(limit_um_per_s)) µm/s in "
        + "\(Self.list(positions.map { "position \($0)" })); the flow is taken out, but let the cell "
        + "come to rest"
    case .flowDiffers(let rms_um_per_s):
      "the liquid carries particles at velocities that differ by \(Self.short(rms_um_per_s)) µm/s "
        + "(rms), over the field of view or the depth; this flow is taken out, but let the cell come "
        + "to rest"
    case .tooDense(let neighbours):
      "a particle has \(Self.short(neighbours)) others within reach of a step or a spot, so that "
        + "particles are mistaken for each other; dilute the sample"

    case .blankDiffers(let setting, let blank, let sample):
      "the blank was measured with \(setting) \(blank), the sample with \(sample); record and analyse "
        + "both alike, else more or less than the diluent's particles is subtracted"
    }
  }

  /// Up to five names.
  private static func list(_ names: [String]) -> String {
    names.prefix(5).joined(separator: ", ")
      + (names.count > 5 ? " and \(names.count - 5) more" : "")
  }

  /// Two digits are enough to see what is wrong.
  private static func short(_ value: Double) -> String { NumberText.significant(value, digits: 2) }

  private static func percent(_ fraction: Double) -> String {
    NumberText.fixed(100 * fraction, decimals: 0)
  }

  private static func count(_ position: Frames) -> String {
    "\(position.frames)" + (position.promised.map { " of \($0)" } ?? "")
  }

  private static func temperatureError(_ error_C: Double?) -> String {
    error_C.map { "an error of \(NumberText.fixed(abs($0), decimals: 1)) °C in the temperature" }
      ?? "no temperature of liquid water"
  }
}
