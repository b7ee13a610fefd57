import NTAAnalysis
import NTAVideo

extension SummaryDocument {
  /// The summary of a run, with its warnings in the given wording.
  init(_ result: RunResult, wording: Wording = .library) {
    self.init(
      schema: Self.currentSchema,
      software: Program(
        name: Software.name, version: Software.version,
        ffmpeg: result.videos.isEmpty ? nil : Software.ffmpegVersion),
      input: Input(
        sample: result.sample, videos: result.videos,
        run: SettingDocument.descriptions(in: result.settings)),
      settings: SettingDocument.all(of: result.settings),
      instrument: result.settings.instrument.map { Instrument($0.value) },
      calibration: result.settings.calibration.map {
        Calibration(
          file: $0.file, standard: $0.standard, passed: $0.passed,
          slab_width_relative_error: $0.axialHalfWidthRelativeError,
          sensitivity_stated: $0.beadBrightness?.isSensitivityStated)
      },
      size: Size(result.size, dilution: result.settings.dilution.value),
      concentration: Concentration(
        result.concentration, dilution: result.settings.dilution.value,
        limit: result.concentrationLimit),
      blank: result.blank.map { Blank($0) },
      tracks: Tracks(
        count: result.tracking.count, used: result.tracking.used,
        median_frames: result.tracking.used == 0 ? nil : result.tracking.medianFrames.finite,
        localization_error_nm: result.tracking.localizationError_nm?.finite,
        spot_sigma_px: result.tracking.spotSigma_px?.finite),
      displacement: result.displacement.map { Displacement($0) },
      positions: result.positions.map {
        Position($0, dilution: result.settings.dilution.value)
      },
      warnings: result.warnings.map { $0.text(in: wording) },
      validity: result.validity.checks.isEmpty ? nil : ValidityDocument(result.validity))
  }
}

extension SummaryDocument.Instrument {
  init(_ instrument: RecordedInstrument) {
    self.init(
      name: instrument.name, model: instrument.model, serial_number: instrument.serialNumber,
      laser_wavelength_nm: instrument.laserWavelength_nm?.finite,
      sensitivity: instrument.sensitivity?.finite)
  }
}

extension SummaryDocument.Size {
  /// Without particles, all keys are present without numbers.
  init(_ size: SizeResult?, dilution: Double) {
    let statistics = size?.statistics
    let intervals = size?.intervals
    self.init(
      mode_nm: statistics?.mode_nm.finite, mean_nm: statistics?.mean_nm.finite,
      sd_nm: statistics?.sd_nm.finite, cv: statistics?.cv.finite,
      d10_nm: statistics?.d10_nm.finite, d50_nm: statistics?.d50_nm.finite,
      d90_nm: statistics?.d90_nm.finite, span: statistics?.span.finite,
      detection_limit_nm: size?.detectionLimit_nm?.finite,
      interval95: SummaryDocument.Intervals(
        mode_nm: intervals?.mode_nm.finiteBounds, mean_nm: intervals?.mean_nm.finiteBounds,
        d10_nm: intervals?.d10_nm.finiteBounds, d50_nm: intervals?.d50_nm.finiteBounds,
        d90_nm: intervals?.d90_nm.finiteBounds,
        share_30_to_150: intervals?.share30To150?.finiteBounds),
      peaks: (size?.peaks ?? []).map { SummaryDocument.Peak($0, dilution: dilution) },
      material: (size?.material ?? []).map { SummaryDocument.Material($0) },
      per_track: SummaryDocument.Statistics(size?.perTrack),
      surface_weighted: SummaryDocument.Statistics(
        size?.distribution.surfaceWeightedStatistics),
      volume_weighted: SummaryDocument.Statistics(size?.volumeWeighted))
  }
}

extension SummaryDocument.Peak {
  init(_ peak: SizePeak, dilution: Double) {
    let measured_per_mL = peak.concentration_per_mL?.finite
    self.init(
      diameter_nm: peak.diameter_nm.finite, fwhm_nm: peak.fwhm_nm.finite,
      number_fraction: peak.numberFraction.finite,
      concentration_per_mL: measured_per_mL, measured_per_mL: measured_per_mL,
      sample_per_mL: measured_per_mL.map { $0 * dilution },
      interval95_nm: peak.interval95_nm?.finiteBounds, range_nm: peak.range_nm?.finiteBounds)
  }
}

extension SummaryDocument.Material {
  init(_ material: BinMaterial) {
    self.init(
      lower_nm: material.diameter_nm.lowerBound, upper_nm: material.diameter_nm.upperBound,
      diameter_nm: material.mean_nm, brightness_over_beads: material.brightness,
      refractive_index: material.refractiveIndex,
      interval95: [material.interval95.lowerBound, material.interval95.upperBound],
      tracks: material.tracks)
  }
}

extension SummaryDocument.Statistics {
  init(_ statistics: SizeStatistics?) {
    self.init(
      mode_nm: statistics?.mode_nm.finite, mean_nm: statistics?.mean_nm.finite,
      sd_nm: statistics?.sd_nm.finite, d10_nm: statistics?.d10_nm.finite,
      d50_nm: statistics?.d50_nm.finite, d90_nm: statistics?.d90_nm.finite)
  }
}

extension SummaryDocument.Concentration {
  /// The dilution is known even if the concentration is not.
  init(
    _ concentration: ConcentrationResult?, dilution: Double, limit: ConcentrationLimit? = nil
  ) {
    self.init(
      measured_per_mL: concentration?.measured_per_mL.finite,
      sample_per_mL: concentration?.sample_per_mL.finite,
      interval95_per_mL: concentration?.interval95_per_mL.finiteBounds,
      dilution: (concentration?.dilution ?? dilution).finite,
      method: concentration?.method.rawValue, depth_um: concentration?.depth_um.finite,
      particles_per_frame: concentration?.particlesPerFrame?.finite,
      area_um2: concentration?.area_um2?.finite,
      limit95: limit.map { limit in
        SummaryDocument.Limit(
          measured_per_mL: limit.measured_per_mL,
          sample_per_mL: limit.measured_per_mL * dilution, depth_um: limit.depth_um,
          depth_presumed: limit.isDepthPresumed, tracks: limit.tracks, fields: limit.fields)
      })
  }
}

extension SummaryDocument.Blank {
  init(_ blank: BlankComparison) {
    self.init(
      name: blank.name, tracks: blank.tracks, measured_per_mL: blank.measured_per_mL?.finite,
      interval95_per_mL: blank.interval95_per_mL?.finiteBounds, validity: blank.validity,
      share: blank.share?.finite, share_interval95: blank.shareInterval95?.finiteBounds,
      net_per_mL: blank.net_per_mL?.finite,
      net_interval95_per_mL: blank.netInterval95_per_mL?.finiteBounds)
  }
}

extension SummaryDocument.Displacement {
  init(_ displacement: DisplacementResult) {
    self.init(
      lags: displacement.lags, msd_um2: displacement.msd_um2.map { $0.finite },
      stride: displacement.stride, interval_s: displacement.interval_s?.finite,
      diffusion_um2_per_s: displacement.diffusion_um2_per_s.finite,
      diffusion_se_um2_per_s: displacement.diffusionStandardError_um2_per_s.finite,
      flow_um_per_s: displacement.flow_um_per_s?.finite)
  }
}

extension SummaryDocument.Position {
  /// A hash of a frame as it is written.
  static func text(ofFingerprint fingerprint: UInt64) -> String {
    let digits = String(fingerprint, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  init(_ position: PositionResult, dilution: Double) {
    let measured_per_mL = position.concentration_per_mL?.finite
    self.init(
      index: position.index, file: position.file, section: position.section,
      used: position.removal == nil, removal: position.removal?.rawValue,
      frames: position.frames, frames_expected: position.framesExpected,
      particles_per_frame: position.particlesPerFrame.finite, tracks: position.tracks,
      d50_nm: position.d50_nm?.finite, mean_intensity: position.meanIntensity?.finite,
      drift_x_um_per_s: position.driftX_um_per_s.finite,
      drift_y_um_per_s: position.driftY_um_per_s.finite,
      concentration_per_mL: measured_per_mL, measured_per_mL: measured_per_mL,
      sample_per_mL: measured_per_mL.map { $0 * dilution },
      fingerprint: position.fingerprint.map { Self.text(ofFingerprint: $0) })
  }
}
