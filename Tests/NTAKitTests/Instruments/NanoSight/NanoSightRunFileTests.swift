import _TestSupport
import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// The `.nano` file beside the videos of a NanoSight.
@Suite("NanoSight run files")
struct NanoSightRunFileTests {
  /// A file of two videos; `changes` replaces the values of keys.
  private static func text(
    videos: [String] = ["S1 2024-03-08 10-20-30.avi", "S1 2024-03-08 10-21-40.avi"],
    _ changes: [String: String] = [:]
  ) -> String {
    let values = [
      ("PixelSize", "166,166"), ("Temperature", "24.9,25.3"), ("Viscosity", "0.89,0.88"),
      ("WaterViscosity", "1,1"), ("DilutionFactor", "200,200"),
      ("FramesPerSecond", "24.9825,24.9825"), ("TotalFrames", "60,60"), ("Shutter", "32.5,32.5"),
      ("Gain", "512,512"), ("CameraLevel", "16,16"),
    ]
    let lines = values.map { "\($0)=\(changes[$0] ?? $1)" }
    return "[Filenames]\r\n" + videos.map { "C:\\Data\\\($0)\r\n" }.joined()
      + "\r\n[Details]\r\nOperator=XX\r\nSampleName=Beads µ\r\n"
      + "Diluent=\(changes["Diluent"] ?? "water")\r\n"
      + "TimeCaptured=\(changes["TimeCaptured"] ?? "10:20:00  08/03/2024")\r\n"
      + "\r\n[CaptureSettings]\r\n" + lines.joined(separator: "\r\n")
      + "\r\n\r\n[CurrentView]\r\nTemperature=1,1\r\n"
  }

  private static func header(
    _ changes: [String: String] = [:], of names: [String] = [], path: String = "run.nano"
  ) throws -> InstrumentHeader {
    try NanoSightRunFile(parsing: text(changes), path: path).header(of: names)
  }

  @Test("every value has the unit of the settings")
  func values() throws {
    let header = try Self.header()
    #expect(header.pixelSize_um.map { abs($0 - 0.166) < 1e-12 } == true)
    #expect(header.temperature_C.map { abs($0 - 25.1) < 1e-12 } == true)
    #expect(header.viscosity_mPas.map { abs($0 - 0.885) < 1e-12 } == true)
    #expect(header.exposure_s.map { abs($0 - 0.0325) < 1e-12 } == true)
    #expect(header.frameRate_hz == 24.9825)
    #expect(header.dilution == 200)
    #expect(header.sensitivity == 16)
    #expect(header.sample == "Beads µ")
    #expect(header.electrolyte == "water")
    #expect(header.unreadable == [])
  }

  @Test("a video has its own column, whatever its folder and container")
  func column() throws {
    let header = try Self.header(
      ["PixelSize": "166,83"], of: ["/elsewhere/s1 2024-03-08 10-21-40.mkv"])
    #expect(header.pixelSize_um.map { abs($0 - 0.083) < 1e-12 } == true)
    #expect(header.temperature_C == 25.3)
  }

  @Test(
    "what the videos do not have in common is told and not used",
    arguments: [
      ("PixelSize", "166,83", "pixel_size_um"), ("DilutionFactor", "200,2000", "dilution"),
      ("Shutter", "32.5,10", "exposure_s"), ("Temperature", "20,25", "temperature_C"),
      ("FramesPerSecond", "25,30", "frame_rate_hz"), ("Viscosity", "0.8,1.0", "viscosity_mPas"),
      ("DilutionFactor", "200", ""), ("DilutionFactor", "200,200,200", "dilution"),
    ])
  func contradictions(key: String, text: String, setting: String) throws {
    let header = try Self.header([key: text])
    let told = setting.isEmpty ? [] : [(setting, key, text)]
    #expect(header.unreadable.map { [$0.setting, $0.key, $0.text] } == told.map { [$0, $1, $2] })
    if key == "DilutionFactor" { #expect(header.dilution == (setting.isEmpty ? 200 : nil)) }
  }

  @Test("a decimal comma is not the comma between two videos")
  func decimalComma() throws {
    let header = try Self.header(["Temperature": "24,9,25,3", "Shutter": "32,5,32,5"])
    #expect(header.temperature_C.map { abs($0 - 25.1) < 1e-12 } == true)
    #expect(header.exposure_s.map { abs($0 - 0.0325) < 1e-12 } == true)
  }

  @Test("a dilution that was not recorded is none")
  func notRecorded() throws {
    let header = try Self.header(["DilutionFactor": "Not recorded,Not recorded"])
    #expect(header.dilution == nil && header.unreadable == [])
  }

  @Test(
    "a day that can be read in two ways is not guessed",
    arguments: [
      ("run.nano", "10:20:00  08/03/2024", nil), ("run.nano", "10:20:00  28/03/2024", "2024-03-28"),
      ("run.nano", "10:20:00  03/28/2024", "2024-03-28"),
      ("S1 2024-03-08 10-20-00.nano", "10:20:00  03/08/2024", "2024-03-08"),
    ])
  func day(path: String, time: String, day: String?) throws {
    #expect(try Self.header(["TimeCaptured": time], path: path).date == day)
  }

  @Test("other files are refused")
  func other() {
    #expect(
      throws: InstrumentFileError.malformedRunFile(
        path: "a.nano", problem: "the section [CaptureSettings] is missing")
    ) { try NanoSightRunFile(parsing: "[Filenames]\na.avi\n", path: "a.nano") }
  }

  private static func recording(_ files: [String: String], videos: [String]) throws -> (
    Recording, TemporaryFolder
  ) {
    let folder = try TemporaryFolder()
    for (name, text) in files { try folder.write(name, text) }
    for name in videos { try folder.write(name, "") }
    let recording = try Recording(
      inputs: [folder.path], runFilePath: nil, positions: nil, cycles: nil,
      frameCount: { _ in 60 })
    return (recording, folder)
  }

  @Test("the settings of a folder come from the file that names its videos")
  func settings() throws {
    let other = Self.text(videos: ["S2.avi"], ["PixelSize": "500"])
    let (recording, folder) = try Self.recording(
      ["S1.nano": Self.text(), "S2.nano": other, "S1 (1).nano": Self.text()],
      videos: ["S1 2024-03-08 10-20-30.avi", "S1 2024-03-08 10-21-40.avi"])
    let resolved = try SettingsResolver.resolve(
      options: SettingOptions(), recording: recording, folder: CalibrationFolder(path: nil))
    _ = folder
    #expect(recording.positions.count == 2)
    #expect(resolved.settings.pixelSize_um.source == .instrumentHeader)
    #expect(resolved.settings.dilution == Setting(200, from: .instrumentHeader))
    #expect(resolved.settings.instrument?.value.name == "nanosight")
    #expect(resolved.settings.viscosity_mPas.source == .instrumentHeader)
    #expect(resolved.warnings == [])
  }

  @Test("a file of other videos in the folder is not read, one of renamed videos is")
  func renamed() throws {
    let (named, first) = try Self.recording(
      ["S1.nano": Self.text()], videos: ["pos1.avi", "pos2.avi"])
    #expect(named.header != nil)
    let video = "S1 2024-03-08 10-20-30.avi"
    try first.write(video, "")
    let single = try Recording(
      inputs: [first.file("pos1.avi")], runFilePath: nil, positions: nil, cycles: nil,
      frameCount: { _ in 60 })
    #expect(single.header == nil)
  }

  @Test("the viscosity of water is not that of the liquid the file names")
  func liquid() throws {
    for (liquid, count) in [("PBS", 1), ("water", 0), ("HEPES", 0)] {
      let (recording, folder) = try Self.recording(
        ["S1.nano": Self.text(["Diluent": liquid])], videos: ["S1 2024-03-08 10-20-30.avi"])
      let resolved = try SettingsResolver.resolve(
        options: SettingOptions(), recording: recording, folder: CalibrationFolder(path: nil))
      _ = folder
      let told = resolved.warnings.filter { $0.kind == .settingsDisagree }
      #expect(told.count == count, "\(liquid): \(resolved.warnings)")
    }
  }
}
