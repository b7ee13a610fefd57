import NTAAnalysis
import NTAVideo

/// Simulates runs with known ground truth.
///
/// Each frame passes through ``PositionMotion``, ``ParticleRenderer`` and ``CameraSensor``. A
/// position's frames depend only on the parameters, the seed and the position's number, so
/// positions can be simulated in any order or concurrently.
package struct Simulator: Sendable {
  /// Parameters of the simulated run.
  package let parameters: SimulationParameters
  /// The seed of every random number.
  package let seed: UInt64

  /// A simulator with valid parameters.
  /// - Throws: `SimulationError` if a parameter is out of range.
  package init(_ parameters: SimulationParameters, seed: UInt64) throws(SimulationError) {
    try parameters.validate()
    self.parameters = parameters
    self.seed = seed
  }

  /// Simulates one position, frame by frame.
  ///
  /// - Parameters:
  ///   - position: in [1, `parameters.positions`].
  ///   - body: receives each frame once; an error it throws ends the simulation.
  /// - Throws: the error of `body`.
  package func simulate<Failure: Error>(
    position: Int, _ body: (SimulatedFrame) throws(Failure) -> Void
  ) throws(Failure) {
    var motion = motion(position: position)
    var noise = generator(.noise, position: position)
    let scene = stillScene(position: position)
    var haze = Haze(parameters, generator: generator(.haze, position: position))
    var denoiser = TemporalDenoiser(parameters)
    let marks = RecorderMarks(parameters)
    var renderer = ParticleRenderer(parameters: parameters)
    let camera = parameters.camera
    var sensor = CameraSensor(camera: camera)
    var image = GrayImage(
      width: camera.width, height: camera.height, whiteLevel: camera.whiteLevel)
    for frame in 0..<parameters.frames {
      motion.expose()
      var background = scene.light
      haze?.expose(over: &background, width: camera.width)
      renderer.draw(motion, over: background)
      var light = renderer.light
      if motion.fluctuation.frameFactor != 1 {
        scene.hotPixels.scale(&light, by: Float(motion.fluctuation.frameFactor))
      }
      sensor.expose(light, into: &image, generator: &noise)
      denoiser?.filter(&image)
      marks?.draw(on: &image, frame: frame)
      try body(SimulatedFrame(index: frame, image: image, particles: motion.states()))
    }
  }

  /// The true paths of one position's particles, without drawing any image.
  ///
  /// - Parameters:
  ///   - position: in [1, `parameters.positions`].
  ///   - body: receives each frame's number, from 0, and all particles.
  /// - Throws: the error of `body`.
  package func paths<Failure: Error>(
    position: Int, _ body: (Int, [ParticleState]) throws(Failure) -> Void
  ) throws(Failure) {
    var motion = motion(position: position)
    for frame in 0..<parameters.frames {
      motion.expose()
      try body(frame, motion.states())
    }
  }

  /// Diameters of the sample's particles in the box around one position.
  /// - Parameter position: in [1, `parameters.positions`].
  /// - Returns: diameters in nm, by particle number.
  package func diameters_nm(position: Int) -> [Double] {
    let motion = motion(position: position)
    return Array(motion.diameters_nm.prefix(motion.sampleCount))
  }

  /// What becomes of a position's frames on their way into the file.
  /// - Parameter position: in [1, `parameters.positions`].
  /// - Returns: a delivery that has received no frame yet.
  func delivery(position: Int) -> FrameDelivery {
    FrameDelivery(parameters, generator: generator(.delivery, position: position))
  }

  /// Purpose of a random sequence; each has its own stream at each position.
  private enum Purpose: UInt64 {
    case camera
    case dirt
    case motion
    case noise
    case haze
    case brightness
    case aggregation
    case delivery
  }

  private func generator(_ purpose: Purpose, position: Int) -> SeededGenerator {
    SeededGenerator(seed: seed, stream: UInt64(position) * 8 + purpose.rawValue)
  }

  private func motion(position: Int) -> PositionMotion {
    precondition(
      position >= 1 && position <= parameters.positions, "the run has no such position")
    return PositionMotion(
      parameters: parameters, position: position,
      generator: generator(.motion, position: position),
      brightness: generator(.brightness, position: position),
      aggregation: generator(.aggregation, position: position))
  }

  private func stillScene(position: Int) -> StaticScene {
    var cameraGenerator = generator(.camera, position: 0)
    var dirtGenerator = generator(.dirt, position: position)
    let factor = parameters.spoiledPositions
      .filter { $0.position == position }
      .map(\.kind.strayLightFactor)
      .reduce(1, *)
    return StaticScene(
      camera: parameters.camera, strayLightFactor: factor, cameraGenerator: &cameraGenerator,
      positionGenerator: &dirtGenerator)
  }
}
