import _TestSupport
import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Calibration folder")
struct CalibrationFolderTests {
  private let builtIn = CalibrationFolder(path: nil)

  /// The top-level `calibration` folder of the source tree this test was built from.
  private static var sources: URL {
    var url = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { url.deleteLastPathComponent() }
    return url.appendingPathComponent("calibration")
  }

  @Test(
    "the program carries exactly the files of the folder", arguments: ["instruments", "standards"])
  func embedded(kind: String) throws {
    let carried =
      kind == "instruments" ? BuiltInCalibration.instruments : BuiltInCalibration.standards
    let folder = Self.sources.appendingPathComponent(kind)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(names) == Set(carried.keys.map { "\($0).yaml" }))
    for (name, bytes) in carried {
      let data = try Data(contentsOf: folder.appendingPathComponent("\(name).yaml"))
      #expect([UInt8](data) == bytes, "\(name)")
    }
  }

  @Test("every built-in file is valid and says where its values are from")
  func valid() throws {
    for name in builtIn.instrumentNames {
      #expect(try !builtIn.instrument(name).source.isEmpty, "\(name)")
    }
    for name in builtIn.standardNames {
      let standard = try builtIn.standard(name)
      #expect(standard.material == "polystyrene")
      #expect(standard.refractiveIndex == 1.59)
      #expect(standard.density_g_per_mL == 1.05)
      #expect(!standard.source.isEmpty)
      let nominal_nm = try #require(Double(name.dropFirst(3)))
      #expect(abs(standard.diameter_nm / nominal_nm - 1) < 0.05, "\(name)")
    }
  }

  @Test("the 100 nm standard has its mean, uncertainty and CV")
  func standard100() throws {
    let standard = try builtIn.standard("ps-100")
    #expect(standard.diameter_nm == 102)
    #expect(standard.expandedUncertainty_nm == 3)
    #expect(standard.cv == 0.075)
  }

  @Test("the ZetaView's depth is its observed volume over its field")
  func depth() throws {
    let profile = try builtIn.instrument("zetaview-pmx110")
    let depth_um = try #require(profile.depth_um)
    #expect(abs(depth_um - 2.3305e6 / (640 * 0.713 * 480 * 0.713)) < 0.05)
    #expect(profile.pixelSize_um == nil)
  }

  @Test("an unknown name is refused with the nearest known one")
  func unknown() {
    #expect(
      throws: SettingsError.unknownName(
        kind: "standard", name: "ps-11", known: builtIn.standardNames, nearest: "ps-110")
    ) {
      try builtIn.standard("ps-11")
    }
  }

  @Test("a folder of the user's goes before what is built in, and a path before both")
  func precedence() throws {
    let folder = try TemporaryFolder()
    let text = "product: mine\nmaterial: silica\ndiameter_nm: 99\nsource: my lot\n"
    try folder.write("standards/ps-110.yaml", text)
    let path = try folder.write("other.yaml", text.replacing("99", with: "88"))
    let own = CalibrationFolder(path: folder.path)
    #expect(try own.standard("ps-110").diameter_nm == 99)
    #expect(try own.standard("ps-100").diameter_nm == 102)
    #expect(try own.standard(path).diameter_nm == 88)
    #expect(try own.standard("./other.yaml", relativeTo: folder.path).diameter_nm == 88)
    #expect(try own.standard("other.yaml", relativeTo: folder.path).diameter_nm == 88)
  }

  @Test("a key that is like none of a standard's is answered with those there are")
  func strayKey() {
    let error = #expect(throws: SettingsError.self) {
      try ReferenceStandard(parsing: "product: x\nsd_nm: 7.6\n", path: "lot.yaml", name: "lot")
    }
    #expect(error?.category == .misuse)
    #expect(error?.description.hasPrefix("lot.yaml: line 2: unknown key \"sd_nm\"") == true)
    for key in ReferenceStandard.keys { #expect(error?.description.contains(key) == true) }
  }

  @Test("profiles and standards are as strict as run.yaml")
  func strict() {
    #expect(
      throws: SettingsError.unknownKey(path: "p", line: 2, key: "depth", nearest: "depth_um")
    ) {
      try InstrumentProfile(parsing: "model: x\ndepth: 3\nsource: y\n", path: "p", name: "p")
    }
    #expect(throws: SettingsError.missingKey(path: "p", key: "source")) {
      try InstrumentProfile(parsing: "model: x\n", path: "p", name: "p")
    }
    #expect(throws: SettingsError.missingKey(path: "s", key: "diameter_nm")) {
      try ReferenceStandard(
        parsing: "product: x\nmaterial: y\nsource: z\n", path: "s", name: "s")
    }
    #expect(
      throws: SettingsError.outOfRange(
        origin: "s", name: "cv", value: "7.5", allowed: "above 0, up to 1 (0.075 is 7.5 %)")
    ) {
      try ReferenceStandard(
        parsing: "product: x\nmaterial: y\nsource: z\ndiameter_nm: 100\ncv: 7.5\n", path: "s",
        name: "s")
    }
  }
}
