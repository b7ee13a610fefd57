import NTAAnalysis
import NTAVideo

extension SimulationParameters {
  /// Largest expected number of particles per position.
  static let particleLimit = 1e6

  /// Checks that every value is finite and in its documented range.
  package func validate() throws(SimulationError) {
    try validateRecording()
    try validateLiquid()
    try validateOptics()
    try validateCamera()
    try validateConditions()
    for population in populations { try population.validate() }
    for spoiled in spoiledPositions
    where spoiled.position < 1 || spoiled.position > positions {
      throw .noSuchPosition(position: spoiled.position, positions: positions)
    }
    let factor = spoiledPositions.map(\.kind.concentrationFactor).reduce(1, max)
    let expected = concentration_per_mL * factor * boxVolume_um3 * 1e-12
    if expected > SimulationParameters.particleLimit {
      throw .tooManyParticles(expected: expected, limit: SimulationParameters.particleLimit)
    }
  }

  private func validateRecording() throws(SimulationError) {
    try check("the number of positions", Double(positions), 1...1000)
    try check("the number of frames", Double(frames), 1...1_000_000)
    try check("the frame rate in Hz", frameRate_hz, 0.001...100_000)
    try check("the exposure in s", exposure_s, 0...1 / frameRate_hz)
    try check("the pixel size in µm", pixelSize_um, 0.001...100)
    try check("the number of exposure steps", Double(exposureSteps), 1...64)
    try check("the margin in µm", margin_um, 0...1000)
    try check("the half-depth of the box in µm", boxHalfDepth_um, 0.001...1000)
  }

  private func validateLiquid() throws(SimulationError) {
    try check("the temperature in °C", temperature_C, 0...100)
    try check("the viscosity in mPa·s", viscosity_mPas, 0.001...1000)
    try check("the dilution", dilution, 1...1e12)
    try check("the drift in x in µm/s", driftX_um_per_s, -1e4...1e4)
    try check("the drift in y in µm/s", driftY_um_per_s, -1e4...1e4)
    try check("the spread of the drift in µm/s", driftSpread_um_per_s, 0...1e4)
    try check("the amplitude of the vibration in µm", vibrationAmplitude_um, 0...1000)
    try check("the frequency of the vibration in Hz", vibrationFrequency_hz, 0...1e6)
  }

  private func validateConditions() throws(SimulationError) {
    for (index, condition) in conditions.enumerated()
    where conditions[..<index].contains(where: { $0.kind == condition.kind }) {
      throw .repeatedCondition(name: condition.kind.rawValue)
    }
    if values(of: .fileRate) != nil && values(of: .telecine) != nil {
      throw .conflictingConditions(first: "file-rate", second: "telecine")
    }
    let shortest_um = boxBorders_um[..<2].map { $0.upperBound - $0.lowerBound }.reduce(
      .infinity, min)
    for flow in flows {
      try check(
        "the largest displacement by flow from frame to frame in µm",
        flow.largestSpeed_um_per_s / frameRate_hz, 0...shortest_um / 2)
    }
  }

  private func validateOptics() throws(SimulationError) {
    try check("the wavelength in nm", optics.wavelength_nm, 200...2000)
    try check("the refractive index of the medium", optics.mediumIndex, 1...2)
    try check(
      "the numerical aperture", optics.numericalAperture, 0.01...0.99 * optics.mediumIndex)
    try check("the spot sigma in µm", optics.focusedSigma_um, 0.001...100)
    try check("the focus depth in µm", optics.focusDepth_um, 0.001...1e6)
    try check("the half-width of the light sheet in µm", optics.sheetHalfWidth_um, 0.001...1e6)
    try check("the brightness at 100 nm", optics.brightness100nm, 0.001...1e6)
    try check("the fraction of light in the ring", optics.ringFraction, 0...1)
  }

  private func validateCamera() throws(SimulationError) {
    try check("the width in px", Double(camera.width), 8...16384)
    try check("the height in px", Double(camera.height), 8...16384)
    if camera.bitDepth != 8 && camera.bitDepth != 16 {
      throw .parameterOutOfRange(
        name: "the bit depth", value: Double(camera.bitDepth), allowed: "{8, 16}")
    }
    try check("the offset in grey levels", camera.offset, -255...255)
    try check("the stray light in grey levels", camera.strayLight, 0...1e5)
    try check("the gradient of the stray light", camera.strayGradient, 0...1)
    try check("the read noise in grey levels", camera.readNoise, 0...1000)
    try check("the electrons per grey level", camera.electronsPerGrayLevel, 0.001...1e6)
    try check("the gain", camera.gain, 0.001...1000)
    try check("the number of dirt spots", Double(camera.dirtSpots), 0...10_000)
    try check("the number of hot pixels", Double(camera.hotPixels), 0...100_000)
  }
}

extension SimulatedPopulation {
  /// Checks that every value is finite and in its range.
  func validate() throws(SimulationError) {
    try check("the diameter of a population in nm", centre_nm, 1...10_000)
    try check("the spread of a population", spread, 0...2)
    try check("the concentration of a population per mL", concentration_per_mL, 0...1e12)
    try check("the refractive index of a population", index, 1...3)
  }
}

private func check(
  _ name: String, _ value: Double, _ range: ClosedRange<Double>
) throws(SimulationError) {
  // A comparison with NaN is false, so NaN is rejected, too.
  if !range.contains(value) {
    throw .parameterOutOfRange(
      name: name, value: value, allowed: "[\(range.lowerBound), \(range.upperBound)]")
  }
}
