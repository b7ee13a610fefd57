import _TestSupport
import NTAAnalysis
import NTAKit
import NTAVideo
import Testing

@Suite("ZetaView header")
struct ZetaViewHeaderTests {
  /// A header in the instrument's layout with invented values.
  static func text(
    point: String = ".", lineEnd: String = "\n", replacing changes: [String: String] = [:]
  ) -> String {
    var lines = [
      "Original File:\tD:\\data\\run_size_488.avi\tSection:\t0#09999 [0]",
      "Operator:\tlab", "Experiment:\t20300102_0003", "ZetaView S/N:\t00-0001",
      "Software:\tZetaView (version 8.06.01 SP1)\tAnalyze:\t8.06.01 SP1", "SOP:\tEV_488",
      "Sample:\tbeads: 110 nm", "Electrolyte:\tWATER", "pH:\t7#000000\tentered",
      "Conductivity: 53#000000\tsensed", "SetTemperature:\t25#000000",
      "Temperature:\t24#500000\tsensed", "Viscosity:\t0#910065", "Date:\t2030-01-02",
      "Time:\t12:27:53", "Sample Info 3:", "Particle Drift Checked:\t1904-01-01 05:30:00",
      "Type of Measurement:\tSize Distribution", "Positions:\t11",
      "Number of Traces:\t59\t(at 0#099990)\tAverage Number of Particles:\t44#250000\t"
        + "Dilution::\t1000#000000",
      "Image Evaluation:", "Minimum Brightness:\t30", "Minimum Area:\t10", "Maximum Area:\t1000",
      "Maximum Brightness:\t255", "Minimum Tracelength:\t15",
      "Camera:\tFpSec 15 #Cycles 2 FRate 30#000000", "Sensitivity:\t80#000000",
      "Shutter:\t125#000000", "Brightness:\tNaN", "Camera Trigger Duration µs:\tShutter Duration",
      "Laser Wavelength nm:\t488#000000", "Cell parameter:", "Micrometer per Pixel:\t0#731000",
      "Results (Pos 0#099993):", "Median Number (D50):\t95#000000", "Size Distribution",
      "Size / nm\tNumber", "2.500E+0\t0.000E+0", "Sample:\tnot this one",
    ]
    for (key, line) in changes {
      if let index = lines.firstIndex(where: { $0.hasPrefix(key) }) { lines[index] = line }
    }
    return lines.map {
      $0.replacing("#Cycles", with: "\u{1}").replacing("#", with: point)
        .replacing("\u{1}", with: "#Cycles")
    }.joined(separator: lineEnd) + lineEnd
  }

  @Test(
    "values are the same with point or comma, LF or CRLF",
    arguments: [(".", "\n"), (",", "\n"), (".", "\r\n"), (",", "\r\n")])
  func values(point: String, lineEnd: String) throws {
    let header = try ZetaViewHeader(
      parsing: Self.text(point: point, lineEnd: lineEnd), path: "h.txt")
    #expect(header.originalFile == "D:\\data\\run_size_488.avi")
    #expect(header.sample == "beads: 110 nm")
    #expect(header.experiment == "20300102_0003")
    #expect(header.procedure == "EV_488")
    #expect(header.serialNumber == "00-0001")
    #expect(header.softwareVersion == "8.06.01 SP1")
    #expect(header.date == "2030-01-02")
    #expect(header.time == "12:27:53")
    #expect(header.electrolyte == "WATER")
    #expect(header.temperature_C == 24.5)
    #expect(header.viscosity_mPas == 0.910065)
    #expect(header.dilution == 1000)
    #expect(header.positions == 11)
    #expect(header.cycles == 2)
    #expect(header.pixelSize_um == 0.731)
    #expect(header.frameRate_hz == 30)
    #expect(header.exposure_s == 0.008)
    #expect(header.sensitivity == 80)
    #expect(header.laserWavelength_nm == 488)
    #expect(header.minimumBrightness == 30)
    #expect(header.maximumBrightness == 255)
    #expect(header.minimumArea_px == 10)
    #expect(header.maximumArea_px == 1000)
    #expect(header.minimumTrackLength == 15)
    #expect(header.traces == 59)
    #expect(header.particlesPerFrame == 44.25)
  }

  @Test("files in Latin-1 and in UTF-8 are both read", arguments: [true, false])
  func encodings(isLatin1: Bool) throws {
    let folder = try TemporaryFolder()
    let text = Self.text(replacing: ["Sample:": "Sample:\tµ-beads"])
    let bytes = isLatin1 ? text.unicodeScalars.map { UInt8($0.value) } : Array(text.utf8)
    let header = try ZetaViewHeader(path: try folder.write("h.txt", bytes))
    #expect(header.sample == "µ-beads")
    #expect(header.exposure_s == 0.008)
  }

  @Test(
    "a trigger duration in µs goes before the shutter; nonsense is no exposure",
    arguments: [
      ("Camera Trigger Duration µs:\t5000", "Shutter:\t100", 0.005),
      ("Camera Trigger Duration µs:\t0", "Shutter:\t100", 0.010),
      ("Camera Trigger Duration µs:\tNaN", "Shutter:\t0", nil),
      ("Camera Trigger Duration µs:\tShutter Duration", "Shutter:\tNaN", nil),
    ] as [(String, String, Double?)])
  func exposure(trigger: String, shutter: String, expected_s: Double?) throws {
    let text = Self.text(replacing: ["Camera Trigger Duration": trigger, "Shutter:": shutter])
    #expect(try ZetaViewHeader(parsing: text, path: "h.txt").exposure_s == expected_s)
  }

  @Test("what is missing or NaN is absent")
  func absent() throws {
    let text = Self.text(replacing: ["Temperature:": "Temperature:\tNaN\tsensed", "Positions:": ""])
    let header = try ZetaViewHeader(parsing: text, path: "h.txt")
    #expect(header.temperature_C == nil)
    #expect(header.positions == nil)
  }

  @Test("the instrument's straight line for water is told from an operator's viscosity")
  func estimate() throws {
    func header(_ viscosity: String) throws -> ZetaViewHeader {
      try ZetaViewHeader(
        parsing: Self.text(replacing: ["Viscosity:": "Viscosity:\t\(viscosity)"]), path: "h.txt")
    }
    // 1.002 - 0.02043 x 4.5 = 0.910065
    #expect(try header("0.910065").statesEstimatedViscosity)
    #expect(try header("0.910500").statesEstimatedViscosity)
    // Of a temperature a tenth of a degree lower than the printed one, as older software has it.
    #expect(try header("0.912108").statesEstimatedViscosity)
    #expect(try !header("0.905").statesEstimatedViscosity)
    #expect(try !header("NaN").statesEstimatedViscosity)
  }

  @Test("a zeta-potential profile is refused")
  func profile() {
    let text = Self.text(replacing: ["Type of": "Type of Measurement:\tProfile"])
    let error = InstrumentFileError.notASizeMeasurement(path: "p.txt", type: "Profile")
    #expect(throws: error) { try ZetaViewHeader(parsing: text, path: "p.txt") }
    #expect(error.category == .damagedInput)
  }

  @Test("other texts are no headers", arguments: ["", "hello\n", "Sample:\tx\n"])
  func other(text: String) {
    #expect(throws: InstrumentFileError.self) { try ZetaViewHeader(parsing: text, path: "x.txt") }
  }
}
