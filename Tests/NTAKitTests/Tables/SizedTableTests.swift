import _TestSupport
import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// Sizes from drawn tables, against the truth.
struct SizedTableTests {
  private static let liquid = StokesEinstein(temperature_C: 25, viscosity_mPas: 0.89)
  private static let interval_s = 1.0 / 30

  private static func settings(pixelSize_um: Double) -> MeasurementSettings {
    var settings = MeasurementSettings(
      pixelSize_um: Setting(pixelSize_um, from: .commandLine),
      temperature_C: Setting(25, from: .commandLine),
      viscosity_mPas: Setting(0.89, from: .commandLine))
    settings.exposure_s = Setting(0, from: .commandLine)
    settings.frameRate_hz = Setting(30, from: .commandLine)
    return settings
  }

  /// Tracks of 30 frames of one size, in pixels.
  private static func tracks(
    count: Int, error_um: Double, pixelSize_um: Double, statesErrors: Bool
  ) -> PositionTracks {
    var generator = SeededGenerator(seed: 5)
    let step = (2 * liquid.diffusion_um2_per_s(diameter_nm: 150) * interval_s).squareRoot()
    let tracks = (0..<count).map { index in
      var x = Double.random(in: 0...100, using: &generator)
      var y = Double.random(in: 0...100, using: &generator)
      let first = Int32.random(in: 0..<200, using: &generator)
      return Track(
        particle: index + 1,
        points: (0..<30).map { frame in
          x += step * generator.normal()
          y += step * generator.normal()
          let (seenX, seenY) = (
            x + error_um * generator.normal(), y + error_um * generator.normal()
          )
          return TrackPoint(
            frame: first + Int32(frame), x: Float(seenX / pixelSize_um),
            y: Float(seenY / pixelSize_um),
            intensity: .nan,
            variance: statesErrors
              ? Float(error_um * error_um / (pixelSize_um * pixelSize_um)) : .nan)
        })
    }
    return PositionTracks(
      position: 1, frameTimes_s: (0..<230).map { Double($0) * interval_s }, tracks: tracks)
  }

  private static func size(
    error_um: Double, pixelSize_um: Double, statesErrors: Bool
  ) throws -> SizeResult {
    let tracks = tracks(
      count: 600, error_um: error_um, pixelSize_um: pixelSize_um, statesErrors: statesErrors)
    return try #require(
      Pipeline(settings: settings(pixelSize_um: pixelSize_um)).size([tracks]).size)
  }

  @Test(
    "without stated errors the interval holds the truth and what is not known of the error",
    arguments: [(0.014, 0.0714), (0.014, 0.713), (0.06, 0.2), (0, 0.2)])
  func unstated(error_um: Double, pixelSize_um: Double) throws {
    let unstated = try Self.size(
      error_um: error_um, pixelSize_um: pixelSize_um, statesErrors: false)
    let interval = unstated.intervals.d50_nm
    #expect(interval.contains(150))
    // The relative variance of D is 6 / N for an unknown error and 2 / N for a known one (N = 34,800
    // displacements on two axes): 1.3 % against 0.8 %; the distribution adds a width of its own.
    let half = (interval.upperBound - interval.lowerBound) / 2 / 150
    #expect((0.018...0.045).contains(half))
    guard error_um > 0 else { return }
    let stated = try Self.size(error_um: error_um, pixelSize_um: pixelSize_um, statesErrors: true)
    let known = stated.intervals.d50_nm
    #expect(known.upperBound - known.lowerBound < interval.upperBound - interval.lowerBound)
  }

  @Test("a table in µm has one result, whatever the pixel size")
  func lengths() throws {
    let folder = try TemporaryFolder()
    let drawn = Self.tracks(count: 60, error_um: 0.014, pixelSize_um: 1, statesErrors: false)
    var text = "particle,frame,x [um],y [um]\n"
    for track in drawn.tracks {
      for point in track.points {
        text += "\(track.particle),\(point.frame),\(point.x),\(point.y)\n"
      }
    }
    let path = try folder.write(text, to: "tracks.csv")
    let table = try TrackTable(path)
    let results = try [nil, 0.0714, 0.713].map { pixelSize_um in
      var options = SettingOptions()
      options.pixelSize_um = pixelSize_um
      options.temperature_C = 25
      options.frameRate_hz = 30
      let resolved = try SettingsResolver.resolve(
        options: options, recording: Recording(table, path: path))
      return SummaryDocument(try Pipeline(resolved).size(table))
    }
    #expect(results[0].size.d50_nm != nil)
    #expect(results[0] == results[1] && results[0] == results[2])
    #expect(MethodsText.paragraph(results[0]).contains("positions were given in µm"))
  }

  /// Particles of 100 and 200 nm, two to one, in a light sheet: each is in the table while it is
  /// brighter than the threshold.
  private static func sheet(hasAmplitudes: Bool) -> PositionTracks {
    var generator = SeededGenerator(seed: 11)
    let (halfWidth_um, slab_um, threshold) = (6.0, 15.0, 10.0)
    var tracks: [Track] = []
    for index in 0..<3000 {
      let diameter_nm = index % 3 == 0 ? 200.0 : 100
      let amplitude = 40 * pow(diameter_nm / 100, 6)
      let step =
        (2 * liquid.diffusion_um2_per_s(diameter_nm: diameter_nm) * interval_s).squareRoot()
      var place = SIMD3(
        Double.random(in: 0...100, using: &generator), .random(in: 0...100, using: &generator),
        .random(in: -slab_um...slab_um, using: &generator))
      var points: [TrackPoint] = []
      func end() {
        if points.count > 1 { tracks.append(Track(particle: tracks.count + 1, points: points)) }
        points = []
      }
      for frame in 0..<40 {
        for axis in 0..<3 { place[axis] += step * generator.normal() }
        if abs(place.z) > slab_um { place.z = (place.z > 0 ? 2 : -2) * slab_um - place.z }
        let seen =
          amplitude * exp(-2 * place.z * place.z / (halfWidth_um * halfWidth_um))
          + 2 * generator.normal()
        guard seen > threshold else {
          end()
          continue
        }
        points.append(
          TrackPoint(
            frame: Int32(frame), x: Float(place.x / 0.2), y: Float(place.y / 0.2),
            intensity: hasAmplitudes ? Float(seen) : 1, variance: .nan))
      }
      end()
    }
    return PositionTracks(
      position: 1, frameTimes_s: (0..<40).map { Double($0) * interval_s }, tracks: tracks)
  }

  @Test("amplitudes correct the depth each size is seen in; without them the result is doubtful")
  func depth() throws {
    let pipeline = Pipeline(settings: Self.settings(pixelSize_um: 0.2))
    let plain = pipeline.size([Self.sheet(hasAmplitudes: false)])
    let corrected = pipeline.size([Self.sheet(hasAmplitudes: true)])
    // A third of the particles are 200 nm.
    func shareOfLarge(_ result: RunResult) -> Double {
      result.size?.distribution.share(in: 150...1000) ?? .nan
    }
    // Depths go with the root of ln(A / threshold): 2.0 times as deep, so half of what is seen.
    #expect(shareOfLarge(plain) > 0.43)
    #expect(abs(shareOfLarge(corrected) - 1.0 / 3) < 0.06)
    func check(_ result: RunResult) -> Validity.Check? {
      result.validity.checks.first { $0.name == ValidityChecks.depthCheckName }
    }
    #expect(check(corrected)?.passed == true)
    let doubt = try #require(check(plain))
    #expect(!doubt.passed && doubt.severity == .doubtful)
    #expect(ResultText(plain).text.contains("not corrected for depth"))
    #expect(!ResultText(corrected).text.contains("not corrected for depth"))
    #expect(MethodsText.paragraph(SummaryDocument(plain)).contains("was not corrected"))
  }
}
