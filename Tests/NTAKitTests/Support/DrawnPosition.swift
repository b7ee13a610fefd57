import Foundation

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// Draws a position's tracks, as the tracking engine hands them over.
struct DrawnPosition {
  /// Variance of a step per axis and recorded frame, px².
  var variance_px2 = 1.0
  /// Common motion in a recorded frame, px.
  var drift_px = SIMD2<Double>.zero
  var particles = 60
  /// Frames that were recorded.
  var recorded = 40
  /// Frames per second of the file.
  var fileRate_hz = 30.0
  /// Frame of the file in which a recorded frame is seen first.
  var fileFrame: (Int) -> Int = { $0 }
  /// Frames of the file that repeat the one before.
  var repeated = 0

  /// The position; particles are far from each other.
  func analysis(seed: UInt64) -> PositionAnalysis {
    var generator = SeededGenerator(seed: seed)
    let deviation = variance_px2.squareRoot()
    let tracks = (0..<particles).map { particle in
      var place = SIMD2(
        Double(particle % 8) * 80 + 40 + 4 * generator.normal(),
        Double(particle / 8) * 60 + 30 + 4 * generator.normal())
      let points = (0..<recorded).map { frame in
        defer {
          place += drift_px + deviation * SIMD2(generator.normal(), generator.normal())
        }
        return TrackPoint(
          frame: Int32(fileFrame(frame)), x: Float(place.x), y: Float(place.y), intensity: 40,
          variance: 0.01)
      }
      return Track(particle: particle + 1, points: points)
    }
    let frameCount = fileFrame(recorded - 1) + 1
    var result = PositionAnalysis(
      PositionTracks(
        position: 1, frameTimes_s: (0..<frameCount).map { Double($0) / fileRate_hz },
        tracks: tracks))
    result.file = "pos01.avi"
    result.frames = recorded
    result.analysedFrames = (0..<recorded).map { Int32(fileFrame($0)) }
    result.imaging = .drawn
    result.imaging?.repeatedFrames = repeated
    result.imaging?.containerRate_hz = fileRate_hz
    return result
  }
}

extension PositionAnalysis.Imaging {
  /// What the pictures of a recording without a fault say.
  static var drawn: PositionAnalysis.Imaging {
    var imaging = PositionAnalysis.Imaging(
      width_px: 640, height_px: 480,
      model: ImagingModel(
        sigma_px: 1.4, noise: NoiseModel(floor: 1, gain: 0, misfit: 0), saturation: .infinity,
        threshold: 5, spotCount: 100), saturatedFraction: 0, coincidenceFraction: 0,
      limitAmplitude: 5)
    imaging.pixels = PixelStatistics(
      zeroFraction: 0, constantFraction: 0, levelStep: 0, spatialCorrelation: 0,
      temporalRatio: 1, deadFraction: 0)
    imaging.fingerprint = 1
    imaging.detectionsPerFrame = 15
    return imaging
  }
}

extension PositionAnalysis {
  /// Mean squared displacement per time over 4, by the times and frames of the trajectories, px²/s.
  var diffusion_px2_per_s: Double {
    var (squares, time_s) = (0.0, 0.0)
    for track in trajectories(pixelSize_um: 1) {
      for n in 1..<track.count {
        let dx = track.x_um[n] - track.x_um[n - 1]
        let dy = track.y_um[n] - track.y_um[n - 1]
        squares += dx * dx + dy * dy
        time_s += track.times_s[n] - track.times_s[n - 1]
      }
    }
    return squares / (4 * time_s)
  }
}
