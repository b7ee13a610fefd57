import NTAAnalysis

/// Particles that diffuse in a field of view, drawn with a fixed seed.
struct DrawnParticles {
  let width: Int
  let height: Int
  /// Centres in px, frame by frame.
  let places: [[SIMD2<Double>]]
  /// Amplitude of each particle's spot, from 15 to 110 grey levels.
  let amplitudes: [Double]

  /// Root-mean-square displacement per frame and axis, px.
  static let step_px = 1.0
  /// Grey level without particles.
  static let background: Float = 16
  /// Mean squared displacement per frame of the fastest particles that linking has to follow, px²:
  /// 20 nm in water at 30 frames per second and 0.7 µm per pixel.
  static let fastestStep_px2: Float = 6.6

  /// Draws `count` particles in `frames` frames; the walls reflect.
  init(count: Int, frames: Int, width: Int, height: Int, seed: UInt64) {
    (self.width, self.height) = (width, height)
    var generator = SeededGenerator(seed: seed)
    let size = SIMD2(Double(width - 1), Double(height - 1))
    var particles = (0..<count).map { _ in
      SIMD2(generator.uniform(0, size.x), generator.uniform(0, size.y))
    }
    amplitudes = particles.map { _ in 15 * (1 + 6.3 * generator.uniform() * generator.uniform()) }
    var places: [[SIMD2<Double>]] = []
    for _ in 0..<frames {
      for index in particles.indices {
        let step = SIMD2(generator.normal(), generator.normal()) * Self.step_px
        let moved = particles[index] + step
        let inside = moved.replacing(with: -moved, where: moved .< 0)
        particles[index] = inside.replacing(with: 2 * size - inside, where: inside .> size)
      }
      places.append(particles)
    }
    self.places = places
  }

  /// The frames a camera with read noise 1 and 4 electrons per grey level would record.
  func images(sigma_px: Double = 1.1, seed: UInt64) -> [GrayImage] {
    var generator = SeededGenerator(seed: seed, stream: 1)
    let table = NoiseTable()
    var renderer = SpotRenderer(width: width, height: height)
    let dark = [Float](repeating: Self.background, count: width * height)
    var noise = dark
    return places.map { particles in
      renderer.reset(to: dark)
      for (place, amplitude) in zip(particles, amplitudes) {
        renderer.addGaussian(
          x: place.x, y: place.y, sigma_px: sigma_px,
          total: 2 * .pi * amplitude * sigma_px * sigma_px)
      }
      table.fill(&noise, from: &generator)
      var image = GrayImage(width: width, height: height)
      for (index, light) in renderer.light.enumerated() {
        let level = light + noise[index] * (1 + 0.25 * light).squareRoot()
        image.pixels[index] = UInt16(min(max(level.rounded(), 0), 255))
      }
      return image
    }
  }

  /// What a detector with a localisation error of 0.1 px would find in each frame.
  func detections(seed: UInt64) -> [[Detection]] {
    var generator = SeededGenerator(seed: seed, stream: 2)
    return places.map { particles in
      zip(particles, amplitudes).map { place, amplitude in
        Detection(
          x: Float(place.x + 0.1 * generator.normal()),
          y: Float(place.y + 0.1 * generator.normal()),
          intensity: Float(amplitude * (1 + 0.1 * generator.normal())), sigma: 1.1, variance: 0.01)
      }
    }
  }
}
