import Foundation
import NTAAnalysis
import NTAVideo

/// The particles of one position and their motion from frame to frame.
struct PositionMotion {
  /// Diameter of each particle, in nm; those of the sample come first, aggregates follow.
  let diameters_nm: [Double]
  /// Number of particles of the sample.
  let sampleCount: Int
  /// Light of each particle in focus at the centre of the sheet, in grey levels summed over pixels.
  let light: [Double]
  /// Particle positions at each instant of the current exposure, in µm.
  private(set) var instants: [(x_um: [Double], y_um: [Double], z_um: [Double])] = []
  /// Factors on the light of the current frame.
  private(set) var fluctuation: BrightnessFluctuation
  /// Illumination and defocus at each place.
  let field: FieldOptics

  private let parameters: SimulationParameters
  private let exposure: ExposureInstants
  private let driftX_um_per_s: Double
  private let driftY_um_per_s: Double
  private let flows: [FlowField]
  private var box: BrownianBox
  private var generator: SeededGenerator
  private var time_s: Double

  /// The particles of a position.
  /// - Parameters:
  ///   - parameters: the run.
  ///   - position: number of the position, from 1.
  ///   - generator: draws the particles and their motion.
  ///   - brightness: draws the fluctuation of their light.
  ///   - aggregation: draws the places of aggregates.
  init(
    parameters: SimulationParameters, position: Int, generator: SeededGenerator,
    brightness: SeededGenerator, aggregation: SeededGenerator
  ) {
    var generator = generator
    self.parameters = parameters
    exposure = ExposureInstants(
      count: parameters.exposureSteps, exposure_s: parameters.exposure_s,
      frameTime_s: 1 / parameters.frameRate_hz)
    let faults = parameters.spoiledPositions.filter { $0.position == position }.map(\.kind)
    let spread = parameters.driftSpread_um_per_s
    let fault_um_per_s = faults.map(\.extraDrift_um_per_s).reduce(0, +)
    driftX_um_per_s =
      parameters.driftX_um_per_s + fault_um_per_s + spread * generator.normal()
    driftY_um_per_s = parameters.driftY_um_per_s + spread * generator.normal()
    flows = parameters.flows
    field = FieldOptics(parameters)
    var diameters: [Double] = []
    var light: [Double] = []
    let factor = faults.map(\.concentrationFactor).reduce(1, *)
    let fullLight = parameters.optics.totalLight100nm(pixelSize_um: parameters.pixelSize_um)
    for population in parameters.populations {
      let mean = population.concentration_per_mL * factor * parameters.boxVolume_um3 * 1e-12
      for _ in 0..<generator.poisson(mean) {
        let diameter = population.drawDiameter_nm(from: &generator)
        diameters.append(diameter)
        light.append(
          fullLight
            * parameters.optics.relativeBrightness(
              diameter_nm: diameter, index: population.index))
      }
    }
    sampleCount = diameters.count
    if let aggregates = SimulatedAggregates(parameters) {
      diameters += [Double](repeating: aggregates.diameter_nm, count: aggregates.count)
      light += [Double](repeating: aggregates.light, count: aggregates.count)
    }
    diameters_nm = diameters
    self.light = light
    fluctuation = BrightnessFluctuation(
      parameters, diameters_nm: diameters, parts: exposure.count, generator: brightness)
    box = BrownianBox(
      borders_um: parameters.boxBorders_um,
      diffusion_um2_per_s: diameters.map { parameters.diffusion_um2_per_s(diameter_nm: $0) },
      generator: &generator)
    var aggregation = aggregation
    box.scatter(
      sampleCount..<diameters.count, over: SimulatedAggregates.region_um(parameters),
      generator: &aggregation)
    // The vibration has a random phase at the first frame.
    time_s =
      parameters.vibrationFrequency_hz > 0
      ? generator.uniform() / parameters.vibrationFrequency_hz : 0
    self.generator = generator
  }

  /// Advances to the next frame; the first call exposes the first frame.
  mutating func expose() {
    if !instants.isEmpty { advance(by: exposure.pause_s) }
    wrap()
    fluctuation.expose()
    instants.removeAll(keepingCapacity: true)
    for instant in 0..<exposure.count {
      if instant > 0 { advance(by: exposure.spacing_s) }
      let shake = vibration_um
      instants.append((box.x_um.map { $0 + shake }, box.y_um, box.z_um))
    }
  }

  /// Ground truth of the current frame.
  func states() -> [ParticleState] {
    let pixel = parameters.pixelSize_um
    let optics = parameters.optics
    let share = 1 / Double(exposure.count)
    return diameters_nm.indices.map { index in
      var x = 0.0
      var y = 0.0
      var z = 0.0
      var peak = 0.0
      for (part, instant) in instants.enumerated() {
        let depth = instant.z_um[index]
        x += instant.x_um[index]
        y += instant.y_um[index]
        z += depth
        let defocus = field.defocus_um(x_um: instant.x_um[index], z_um: depth)
        let sigma_px = optics.spotSigma_um(defocus_um: defocus) / pixel
        let central = erf(1 / (2 * 2.0.squareRoot() * sigma_px))
        let light = field.illumination(y_um: instant.y_um[index], z_um: depth)
        peak += light * fluctuation.factor(of: index, part: part) * central * central
      }
      return ParticleState(
        particle: index + 1, x: x * share / pixel, y: y * share / pixel, z_um: z * share,
        diameter_nm: diameters_nm[index],
        intensity: peak * share * light[index] * fluctuation.frameFactor * parameters.camera.gain)
    }
  }

  private var vibration_um: Double {
    parameters.vibrationAmplitude_um
      * sin(2 * Double.pi * parameters.vibrationFrequency_hz * time_s)
  }

  private mutating func advance(by step_s: Double) {
    // Half of the flow before diffusion and half after it: depth is then, on average, that of
    // the whole step.
    for flow in flows {
      box.carry(time_s: step_s / 2, velocity_um_per_s: flow.velocity_um_per_s)
    }
    box.step(
      time_s: step_s, driftX_um_per_s: driftX_um_per_s, driftY_um_per_s: driftY_um_per_s,
      generator: &generator)
    for flow in flows.reversed() {
      box.carry(time_s: step_s / 2, velocity_um_per_s: flow.velocity_um_per_s)
    }
    time_s += step_s
  }

  /// Replaces the particles that left the box since the last exposure.
  private mutating func wrap() {
    let rate_per_s = flows.map(\.extensionRate_per_s).reduce(0, +)
    if rate_per_s > 0 && !instants.isEmpty {
      box.wrap(
        extensionRate_per_s: rate_per_s, time_s: 1 / parameters.frameRate_hz,
        generator: &generator)
    } else {
      box.wrap()
    }
  }
}

extension SimulationParameters {
  /// The middle of the field of view and of the box.
  var middle_um: (x: Double, y: Double) {
    (
      Double(camera.width - 1) * pixelSize_um / 2, Double(camera.height - 1) * pixelSize_um / 2
    )
  }

  /// The flows among the conditions.
  var flows: [FlowField] {
    conditions.compactMap { FlowField($0, parameters: self) }
  }

  /// The box around the field of view and the focus.
  var boxBorders_um: [ClosedRange<Double>] {
    let corner = -pixelSize_um / 2 - margin_um
    return [
      corner...corner + boxWidth_um, corner...corner + boxHeight_um,
      -boxHalfDepth_um...boxHalfDepth_um,
    ]
  }
}
