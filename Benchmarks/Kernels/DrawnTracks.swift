import Foundation
import NTAAnalysis

/// Tracks of vesicles with a lognormal distribution of diameters, drawn with a fixed seed.
struct DrawnTracks {
  let tracks: [Track]
  let interval_s = 1.0 / 30
  let liquid = StokesEinstein(temperature_C: 25, viscosity_mPas: 0.89)
  let model = MotionModel(exposure_s: 0.008, localizationScale: 1)

  private static let pixelSize_um = 0.7
  /// Localisation error per axis, px.
  private static let error_px = 0.1

  /// Draws `count` tracks of `frames` frames: median 110 nm, standard deviation 0.25 in ln d.
  init(count: Int, frames: Int, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let (liquid, interval_s) = (liquid, interval_s)
    tracks = (1...count).map { particle in
      let diameter_nm = 110 * exp(0.25 * generator.normal())
      let diffusion = liquid.diffusion_um2_per_s(diameter_nm: diameter_nm)
      let step_px = (2 * diffusion * interval_s).squareRoot() / Self.pixelSize_um
      // Brightness rises steeply with the diameter, and falls with the distance from the focus.
      let light = 60 * pow(diameter_nm / 110, 5) * exp(-2 * pow(generator.uniform(-1, 1), 2))
      var place = SIMD2(generator.uniform(0, 640), generator.uniform(0, 480))
      let points = (0..<frames).map { frame in
        place += SIMD2(generator.normal(), generator.normal()) * step_px
        return TrackPoint(
          frame: Int32(frame), x: Float(place.x + Self.error_px * generator.normal()),
          y: Float(place.y + Self.error_px * generator.normal()),
          intensity: Float(light * (1 + 0.05 * generator.normal())),
          variance: Float(Self.error_px * Self.error_px))
      }
      return Track(particle: particle, points: points)
    }
  }

  private var frameCount: Int { tracks.map(\.points.count).max() ?? 0 }

  /// The tracks in physical units, as those of one position.
  var trajectories: Trajectories {
    let times = (0..<frameCount).map { Double($0) * interval_s }
    return Trajectories(
      PositionTracks(position: 1, frameTimes_s: times, tracks: tracks),
      drift: Drift(of: tracks, frameCount: frameCount, interval_s: interval_s),
      pixelSize_um: Self.pixelSize_um)
  }

  /// The sized tracks.
  var sized: SizedTracks {
    var sizer = TrackSizer(grid: .standard, liquid: liquid, model: model)
    return SizedTracks(trajectories.map { sizer.size($0, observation: 0) })
  }
}
