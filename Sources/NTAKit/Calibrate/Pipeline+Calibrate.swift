import NTAAnalysis
import NTAVideo

extension Pipeline {
  /// Placeholder for an unknown depth, so that the beads can be counted nevertheless.
  private static let provisionalDepth_um = 10.0

  /// Calibrates an instrument with a bead run; the pipeline's pixel size is the nominal one.
  ///
  /// - Parameters:
  ///   - recording: the bead run.
  ///   - standard: the beads.
  ///   - concentration_per_mL: concentration of the beads before the run's dilution, > 0, if known;
  ///     otherwise that of the standard's certificate is used if the run states its dilution.
  ///   - wording: how the calibration's warnings name what the caller gives.
  ///   - progress: called from any thread as frames are done.
  /// - Returns: the calibration, whether it passed or not.
  /// - Throws: `NTAError` when the run cannot be read, or holds no particles.
  public func calibrate(
    _ recording: Recording, standard: ReferenceStandard,
    concentration_per_mL: Double? = nil,
    wording: Wording = .library,
    progress: @escaping @Sendable (PipelineProgress) -> Void = { _ in }
  ) async throws(NTAError) -> Calibration {
    let store = temporaryStore()
    let positions = try await trackPositions(of: recording, in: store, progress: progress)
    var counted = settings
    if counted.depth_um == nil {
      counted.depth_um = Setting(Self.provisionalDepth_um, from: .derived)
    }
    let measurement = CalibrationMeasurement(
      settings: counted, standard: standard, stated: resolved.warnings, store: store)
    let solved = measurement.solve(positions)
    try store.check()
    guard let solution = solved else {
      throw NTAError(CalibrationError.noBeads(sample: recording.inputs.first ?? "the run"))
    }
    let camera = CalibrationDocument.Camera(
      frame_width_px: positions.lazy.compactMap { $0.imaging?.width_px }.first,
      frame_height_px: positions.lazy.compactMap { $0.imaging?.height_px }.first,
      frame_rate_hz: positions.lazy.filter { $0.failure == nil }.map { 1 / $0.interval_s }.first,
      exposure_s: settings.exposure_s.value, sensitivity: recording.header?.sensitivity,
      laser_wavelength_nm: recording.header?.laserWavelength_nm,
      polarity: settings.polarity.value.rawValue)
    return Calibration(
      document: CalibrationDocument(
        solution, standard: standard, nominal: settings.pixelSize_um, camera: camera,
        volume: CalibrationDocument.Volume(
          solution.after.concentration,
          countingError: BeadCount(solution.after.positions).relativeError,
          stated_per_mL: concentration_per_mL ?? certifiedConcentration_per_mL(standard),
          isProvisional: settings.depth_um == nil),
        instrument: CalibrationDocument.Instrument(
          profile: settings.instrument?.value.name, serial_number: recording.header?.serialNumber),
        sample: sampleName(of: recording), date: settings.date?.value,
        warnings: warnings(for: recording), wording: wording))
  }

  /// The certified concentration of the stock, which is meaningful only with a stated dilution.
  private func certifiedConcentration_per_mL(_ standard: ReferenceStandard) -> Double? {
    settings.dilution.source == .programDefault ? nil : standard.concentration_per_mL
  }
}
