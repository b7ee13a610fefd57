import Foundation

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// Particles that diffuse through a slab of light in all three directions, as a camera sees them.
///
/// They fill a periodic box that is deeper than anything that is seen and wider than the field, so
/// that how many there are in how much liquid is known.
struct DrawnSlab {
  /// One kind of particle.
  struct Kind {
    var diameter_nm: Double
    /// Height in focus, grey levels.
    var brightness: Double
    var count: Int
  }

  /// A particle from its first sighting to its last, none of its gaps longer than two frames.
  struct Passage {
    var kind: Int
    var frames: [Int]
    var x_um: [Double]
    var y_um: [Double]
    var heights: [Float]
    var errors_um: [Double]
  }

  var kinds: [Kind]
  /// The light falls as `exp(-2 z² / width²)`.
  var width_um = 5.0
  /// Height at which spots are detected, and standard deviation of a height, grey levels.
  var limit = 13 / DetectionProbability.margin
  var noise = 1.0
  /// Localisation error of a spot as bright as the limit; brighter ones are known in proportion.
  var errorAtLimit_um = 0.12
  /// Edge of the square field, and of the box around it.
  var field_um = 100.0
  var box_um = 110.0
  var halfDepth_um = 12.0
  var frames = 60
  var interval_s = 1.0 / 30
  /// Standard deviation of ln height that is each particle's own, and its relaxation time in frames.
  var ownFluctuation = 0.0
  var relaxation = 1.0

  static let liquid = DrawnTracks.liquid

  /// Concentration of a kind, per mL.
  func concentration_per_mL(_ kind: Int) -> Double {
    Double(kinds[kind].count) / (box_um * box_um * 2 * halfDepth_um) * 1e12
  }

  func passages(seed: UInt64) -> [Passage] {
    var generator = SeededGenerator(seed: seed)
    var all: [Passage] = []
    for (index, kind) in kinds.enumerated() {
      let step =
        (2 * Self.liquid.diffusion_um2_per_s(diameter_nm: kind.diameter_nm) * interval_s)
        .squareRoot()
      for _ in 0..<kind.count { all += follow(index, step, &generator) }
    }
    return all
  }

  private func follow(
    _ index: Int, _ step: Double, _ generator: inout SeededGenerator
  ) -> [Passage] {
    var found: [Passage] = []
    var place = SIMD3(
      generator.uniform(0, box_um), generator.uniform(0, box_um),
      generator.uniform(-halfDepth_um, halfDepth_um))
    var own = ownFluctuation > 0 ? ownFluctuation * generator.normal() : 0
    let memory = exp(-1 / relaxation)
    for frame in 0..<frames {
      for axis in 0..<3 { place[axis] += step * generator.normal() }
      if ownFluctuation > 0 {
        let change = ownFluctuation * (1 - memory * memory).squareRoot()
        own = memory * own + change * generator.normal()
      }
      let x = place.x - box_um * (place.x / box_um).rounded(.down)
      let y = place.y - box_um * (place.y / box_um).rounded(.down)
      let z = place.z - 2 * halfDepth_um * (0.5 * place.z / halfDepth_um).rounded()
      let light = kinds[index].brightness * exp(own - 2 * z * z / (width_um * width_um))
      let height = light + noise * generator.normal()
      guard height > limit, x < field_um, y < field_um else { continue }
      let error = errorAtLimit_um * limit / height
      if found.isEmpty || frame - (found[found.count - 1].frames.last ?? 0) > 3 {
        found.append(
          Passage(kind: index, frames: [], x_um: [], y_um: [], heights: [], errors_um: []))
      }
      found[found.count - 1].frames.append(frame)
      found[found.count - 1].x_um.append(place.x + error * generator.normal())
      found[found.count - 1].y_um.append(place.y + error * generator.normal())
      found[found.count - 1].heights.append(Float(height))
      found[found.count - 1].errors_um.append(error)
    }
    return found
  }

  /// The passages of at least `fewest` sightings, sized.
  func sized(_ passages: [Passage], fewest: Int = 5) -> [SizedTrack] {
    var sizer = TrackSizer(
      grid: DrawnTracks.grid, liquid: Self.liquid,
      model: MotionModel(exposure_s: 0, localizationScale: 1))
    return passages.filter { $0.frames.count >= fewest }.enumerated().map { number, passage in
      let trajectory = Trajectory(
        particle: number + 1, frames: passage.frames.map { Int32($0) },
        times_s: passage.frames.map { Double($0) * interval_s }, x_um: passage.x_um,
        y_um: passage.y_um, variance_um2: passage.errors_um.map { $0 * $0 },
        intensity: passage.heights)
      return sizer.size(trajectory, observation: 0)
    }
  }

  /// What is known of the heights when `tracks` are the sized ones of `passages`.
  func detectionProbability(_ passages: [Passage], _ tracks: [SizedTrack]) -> DetectionProbability {
    DetectionProbability(
      detectionThreshold: limit, relativeNoise: noise / (limit * DetectionProbability.margin),
      tracked: tracks.flatMap(\.amplitudes), all: passages.flatMap(\.heights))
  }

  /// A run of it, measured as the pipeline measures one, with other weights if wished.
  func measured(
    _ passages: [Passage], fewest: Int = 5, corrected: Bool = true
  ) -> (distribution: VolumeCorrectedDistribution, concentration: ConcentrationResult?) {
    let tracks = sized(passages, fewest: fewest)
    let heights = tracks.flatMap(\.amplitudes)
    let detectionProbability =
      corrected
      ? self.detectionProbability(passages, tracks)
      : DetectionProbability(
        detectionThreshold: limit, relativeNoise: noise / (limit * DetectionProbability.margin),
        tracked: heights,
        all: heights)
    let samples = BrightnessSamples(tracks, detectionProbability: detectionProbability)
    let distribution = VolumeCorrectedDistribution.estimate(
      SizedTracks(tracks), samples: samples, detectionProbability: detectionProbability,
      liquid: Self.liquid,
      interval_s: interval_s, grid: DrawnTracks.grid)
    return (distribution, concentration(distribution, samples))
  }

  private func concentration(
    _ distribution: VolumeCorrectedDistribution, _ samples: BrightnessSamples
  ) -> ConcentrationResult? {
    let perFrame = distribution.estimate.perFrame
    guard let depth = distribution.depth, let width = distribution.width?.value_um else {
      return nil
    }
    let inverse = zip(perFrame, depth.relativeDepth).reduce(0) { $0 + $1.0 / ($1.1 * width) }
    let count = samples.weights.reduce(0, +) / Double(frames)
    let measured = count * inverse / (field_um * field_um) * 1e12
    return ConcentrationResult(
      measured_per_mL: measured, sample_per_mL: measured,
      interval95_per_mL: measured...measured, dilution: 1, method: .selfCalibrated,
      depth_um: 1 / inverse, axialHalfWidth_um: width)
  }
}

extension DetectionProbability {
  /// What the heights of some spots tell.
  init(
    detectionThreshold: Double, relativeNoise: Double, tracked: [Float], all: [Float],
    coincidenceFraction: Double = 0
  ) {
    let countingThreshold = DetectionProbability.countingThreshold(
      detectionThreshold: detectionThreshold)
    self.init(
      detectionThreshold: detectionThreshold, relativeNoise: relativeNoise,
      tracked: AmplitudeHistogram(countingThreshold: countingThreshold, of: tracked),
      all: AmplitudeHistogram(countingThreshold: countingThreshold, of: all),
      coincidenceFraction: coincidenceFraction)
  }
}
