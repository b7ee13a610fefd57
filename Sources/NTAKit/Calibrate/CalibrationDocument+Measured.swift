import Glibc
import NTAAnalysis
import NTAVideo

extension CalibrationDocument {
  /// Creates the document of a solved bead run.
  init(
    _ solution: CalibrationMeasurement.Solution, standard: ReferenceStandard,
    nominal: Setting<Double>, camera: Camera, volume: Volume, instrument: Instrument,
    sample: String?, date: String?, warnings: [RunWarning], wording: Wording = .library
  ) {
    let after = solution.after
    let pixel = after.settings.pixelSize_um.value
    let temperature = after.settings.temperature_C.value
    let height = after.size?.inFocusIntensity?.logAmplitude(diameter_nm: standard.diameter_nm)
    let sizesBefore = Sizes(solution.before.size)
    let change = TemperaturePlausibility.change_C(
      temperature_C: temperature, factor: standard.diameter_nm / sizesBefore.main_median_nm)
    let criteria = CalibrationAcceptance.criteria(
      after, standard: standard, pixelSizeRatio: pixel / nominal.value,
      pixelSizeInterval: solution.interval_um, temperatureEquivalent_C: change,
      concentrationRatio: volume.countOverStated)
    let document = Standard(standard)
    var raised = warnings + after.warnings.filter { $0.kind != .noDepth }
    if let assumed = document.assumedWarning { raised.append(assumed) }
    let scale = TemperaturePlausibility(
      settings: after.settings, change_C: change,
      factor: standard.diameter_nm / sizesBefore.main_median_nm)
    raised += scale.warnings
    if date == nil { raised.append(.calibrationDateUnknown) }
    self.init(
      software: SummaryDocument.Program(name: Software.name, version: Software.version),
      passed: criteria.allSatisfy(\.passed), criteria: criteria, pixel_size_um: pixel,
      pixel_size_interval95_um: [
        solution.interval_um.lowerBound, solution.interval_um.upperBound,
      ],
      // d is proportional to the inverse square of the pixel size: half the relative uncertainty.
      pixel_size_certificate_uncertainty_um: 0.5 * pixel * document.expanded_uncertainty_nm
        / document.diameter_nm,
      pixel_size_nominal_um: nominal.value, pixel_size_nominal_source: nominal.source.rawValue,
      standard: document, measured_before: sizesBefore, measured_after: Sizes(after.size),
      observed_volume: volume, localization_error_nm: after.tracking.localizationError_nm?.finite,
      spot_sigma_px: after.tracking.spotSigma_px?.finite,
      bead_height: height.flatMap { exp($0.value).finite },
      bead_height_relative_error: height?.error.finite, temperature_C: temperature,
      viscosity_mPas: after.settings.viscosity_mPas.value, temperature_equivalent_C: change,
      tracks: after.tracking.used, positions_kept: after.positions.count { $0.removal == nil },
      positions: after.positions.count, instrument: instrument, camera: camera,
      input: SummaryDocument.Input(sample: sample, videos: after.videos), date: date,
      warnings: raised.map { $0.text(in: wording) })
  }
}

extension CalibrationDocument.Standard {
  init(_ standard: ReferenceStandard) {
    var assumed: [String] = []
    if standard.expandedUncertainty_nm == nil { assumed.append("expanded_uncertainty_nm") }
    if standard.cv == nil { assumed.append("cv") }
    self.init(
      name: standard.name, product: standard.product, diameter_nm: standard.diameter_nm,
      expanded_uncertainty_nm: standard.expandedUncertainty_nm
        ?? CalibrationAcceptance.assumedUncertainty * standard.diameter_nm,
      cv: standard.cv ?? CalibrationAcceptance.assumedVariation, assumed: assumed,
      lot: standard.lot, source: standard.source, refractive_index: standard.refractiveIndex,
      density_g_per_mL: standard.density_g_per_mL)
  }

  /// The warning that some values are not those of a certificate; `nil` if all are.
  var assumedWarning: RunWarning? {
    assumed.isEmpty ? nil : .certificateValuesAssumed(standard: name, values: assumed)
  }
}

extension CalibrationDocument.Sizes {
  init(_ size: SizeResult?) {
    self.init(
      mode_nm: size?.statistics.mode_nm ?? 0, mean_nm: size?.statistics.mean_nm ?? 0,
      cv: size?.statistics.cv ?? 0, main_median_nm: size.map { BeadPopulation.median_nm($0) } ?? 0)
  }
}

extension CalibrationDocument.Volume {
  /// The beads' self-calibrated concentration over the stated one; `nil` unless both are known.
  var countOverStated: Double? {
    guard let stated = bead_concentration_stated_per_mL,
      let own = bead_concentration_self_calibrated_per_mL
    else { return nil }
    return own / stated
  }

  /// Relative standard error of the axial half-width; 0 if the file does not state it.
  var axialHalfWidthRelativeError: Double {
    guard let ends = slab_width_interval95_um else { return 0 }
    return RelativeError.between95(ends[0], ends[1])
  }

  /// Brightness ratios at which the depth is tabulated.
  private static let ratios = [1.25, 1.5, 2, 3, 5, 10, 20, 50]
  /// Relative noise of a spot at the detection limit, for a usual threshold.
  private static let relativeNoise = 1 / (4.5 * DetectionProbability.margin)

  /// The observed volume from the beads' intensities, scaled to their concentration if stated.
  ///
  /// - Parameters:
  ///   - concentration: measured concentration of the beads.
  ///   - countingError: relative standard error of the number of beads.
  ///   - stated_per_mL: concentration of the beads as stated by the operator or the certificate.
  ///   - isProvisional: the depth was a placeholder, so that only the count is valid, and only a
  ///     stated concentration determines a volume.
  init(
    _ concentration: ConcentrationResult?, countingError: Double = 0, stated_per_mL: Double?,
    isProvisional: Bool
  ) {
    let isMeasured = concentration?.method == .selfCalibrated
    var width = isMeasured ? concentration?.axialHalfWidth_um : nil
    var depth = isMeasured ? concentration?.depth_um : nil
    var method = width == nil ? Method.none : .selfCalibrated
    // The relative error of the beads' concentration includes those of their count and their depth.
    var relative = concentration.map {
      RelativeError.between95(
        $0.interval95_per_mL.lowerBound, $0.interval95_per_mL.upperBound)
    }
    if let stated_per_mL, let concentration, let own = concentration.axialHalfWidth_um {
      // A count above the stated concentration means that the volume was too small in proportion.
      let scale = concentration.sample_per_mL / stated_per_mL
      width = own * scale
      depth = concentration.depth_um * scale
      method = .statedConcentration
      relative = countingError
    }
    let interval = width.flatMap { width in
      relative.map { [width * exp(-1.96 * $0), width * exp(1.96 * $0)] }
    }
    let profile = AxialDetectionProfile(relativeNoise: Self.relativeNoise)
    self.init(
      method: method, slab_width_um: width?.finite,
      slab_width_interval95_um: interval.flatMap { $0.allSatisfy(\.isFinite) ? $0 : nil },
      bead_depth_um: depth?.finite,
      depth_by_brightness: width.map { width in
        Self.ratios.map {
          CalibrationDocument.Depth(
            brightness_over_limit: $0, depth_um: width * profile.depth(log($0)))
        }
      } ?? [],
      bead_concentration_stated_per_mL: stated_per_mL,
      bead_concentration_self_calibrated_per_mL: isMeasured
        ? concentration?.sample_per_mL.finite : nil)
  }
}
