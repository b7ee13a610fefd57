import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Observed volume")
struct ObservedVolumeTests {
  private static let perFrame = [0.2, 0.5, 0.3]
  private static let relative = [0.5, 1, 2.0]

  private static func volume(
    area_um2: Double? = 1e4, stated: Setting<Double>? = nil, width_um: Double? = nil,
    calibrated_um: Double? = nil
  ) -> ObservedVolume? {
    ObservedVolume(
      area_um2: area_um2,
      stated: stated.map {
        ObservedVolume.StatedDepth(
          value_um: $0.value, isByHand: $0.source.precedes(.instrumentProfile))
      }, perFrame: perFrame, relativeDepth: relative,
      width: width_um.map { AxialCalibration.Width(value_um: $0, relativeError: 0.06) },
      calibratedWidth_um: calibrated_um, meanError: 0.08)
  }

  /// Depth over which all particles together give the sum of the concentrations of the classes.
  private static func meanDepth_um(_ volume: ObservedVolume) -> Double {
    1 / zip(perFrame, volume.depth_um).reduce(0) { $0 + $1.0 / $1.1 }
  }

  @Test("A calibrated width goes before one's own, a depth given by hand before both")
  func precedence() throws {
    let own = try #require(Self.volume(width_um: 5))
    #expect(own.method == .selfCalibrated && own.depth_um == [2.5, 5, 10])
    #expect(abs(own.relativeError - 0.1) < 1e-12)
    let calibrated = try #require(Self.volume(width_um: 5, calibrated_um: 6))
    #expect(calibrated.method == .calibrated && calibrated.depth_um == [3, 6, 12])
    #expect(calibrated.relativeError == 0.08)
    for source in [SettingSource.commandLine, .runFile] {
      let stated = try #require(
        Self.volume(stated: Setting(9, from: source), width_um: 5, calibrated_um: 6))
      #expect(stated.method == .nominalDepth)
      #expect(abs(Self.meanDepth_um(stated) - 9) < 1e-12)
    }
  }

  @Test("An instrument's nominal depth is the last resort")
  func nominal() throws {
    let profile = Setting(9.0, from: .instrumentProfile)
    #expect(Self.volume(stated: profile, width_um: 5)?.method == .selfCalibrated)
    #expect(Self.volume(stated: profile, calibrated_um: 5)?.method == .calibrated)
    let alone = try #require(Self.volume(stated: profile))
    #expect(alone.method == .nominalDepth)
    #expect(abs(Self.meanDepth_um(alone) - 9) < 1e-12)
    // How depth goes with size stays as brightness tells.
    #expect(
      zip(alone.depth_um, Self.relative).allSatisfy {
        abs($0 / $1 - alone.axialHalfWidth_um) < 1e-9
      })
  }

  @Test("No volume without a field of view, or without any depth")
  func none() {
    #expect(Self.volume() == nil)
    #expect(Self.volume(area_um2: nil, stated: Setting(9, from: .commandLine), width_um: 5) == nil)
  }
}
