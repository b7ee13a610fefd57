import _TestSupport
import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// Texts that no program writes.
@Suite("Hostile texts") struct HostileTextTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func aQuoteThatNeverClosesIsFoundBeforeTheFileIsInMemory() throws {
    let line = "1,1,1.5,2.5\n"
    let text =
      "particle,frame,x,y\n1,0,\"1,2\n"
      + String(repeating: line, count: 2 * CSVReader.recordLimit / line.utf8.count)
    let path = try folder.write(text, to: "quote.csv")
    #expect(throws: TableError.unclosedQuote(path: path, line: 2)) {
      _ = try TrackTable(path).tracks(frameRate_hz: 30)
    }
  }

  @Test func aLineWithoutEndIsRefused() throws {
    let path = try folder.write(
      "particle,frame,x,y\n" + String(repeating: "1", count: CSVReader.recordLimit + 9),
      to: "line.csv")
    #expect(throws: TableError.longLine(path: path, line: 2, limit: CSVReader.recordLimit)) {
      _ = try TrackTable(path).tracks(frameRate_hz: 30)
    }
  }

  @Test(arguments: ["\r\n", "\r", "\n"]) func tablesOfAnyKindAreOneTable(_ end: String) throws {
    let plain = ["particle,frame,x,y", "1,0,1.5,2.5", "1,1,2.5,3.5"]
    let path = try folder.write(plain.joined(separator: end) + end, to: "plain.csv")
    let expected = try TrackTable(path).tracks(frameRate_hz: 30)
    let mark = "\u{FEFF}"
    let others = [
      mark + "note;y;particle;x;frame" + end + "a;2,5;1;1,5;0;more" + end + "b;3,5;1;2,5;1",
      "x\ty\tframe\tparticle" + end + end + "1.5\t2.5\t0\t1" + end + "2.5\t3.5\t1\t1" + end,
    ]
    for text in others {
      let other = try folder.write(text, to: "other.csv")
      #expect(
        try TrackTable(other).tracks(frameRate_hz: 30).map { $0.tracks.map { $0.points.map(\.x) } }
          == expected.map { $0.tracks.map { $0.points.map(\.x) } })
    }
  }

  @Test func devicesAndPipesAreNoSettings() throws {
    for (name, target) in [("a.yaml", "/dev/zero"), ("b.yaml", "/dev/tty")] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.file(name), withDestinationPath: target)
      #expect(throws: SettingsError.self) { _ = try RunFile.reading(folder.file(name)) }
      #expect(throws: InstrumentFileError.self) {
        _ = try ZetaViewHeader(path: folder.file(name))
      }
    }
    #expect(mkfifo(folder.file("pipe.yaml"), 0o600) == 0)
    #expect(
      throws: SettingsError.unreadable(
        path: folder.file("pipe.yaml"), reason: "it is not a regular file")
    ) { _ = try RunFile.reading(folder.file("pipe.yaml")) }
    let endless = try folder.write(
      String(repeating: "a: b\n", count: FlatYAML.sizeLimit), to: "long.yaml")
    #expect(
      throws: SettingsError.tooLarge(
        path: endless, bytes: 5 * FlatYAML.sizeLimit, limit: FlatYAML.sizeLimit)
    ) { _ = try RunFile.reading(endless) }
  }

  /// Numbers too large for an integer, and none at all, in another program's summary.
  @Test(arguments: ["1e300", "inf", "nan", "-1e300", "9.3e18", ""])
  func absurdNumbersOfOtherProgramsAreNoTrap(_ number: String) throws {
    let nanoSight = """
      NTA Experiment Summary File
      Created with NTA 3.4 Build 3.4.003
      Filename:,a.nano,b.nano
      Mean,\(number),\(number),\(number),\(number)
      D50,\(number),1,\(number),\(number)
      Concentration (Particles / ml),1e8,1e8,\(number),\(number)
      Valid Tracks,\(number),\(number)
      [Size Data]
      Bin centre (nm),Concentration (particles / ml)
      0.5,1,2,1.5,1
      1.5,1e5,2e5,1.5e5,1e4

      """
    let path = try folder.write(nanoSight, to: "summary.csv")
    let table =
      "Use\tPosition\ta\tb\tc\td\te\tf\tg\th\ti\tj\n"
      + String(repeating: "X\t0.1\t1\t5\t1\t\(number)\t\(number)\t\(number)\t9\t0\t0\t\n", count: 3)
      + "\tMean\t1\t5\t1\t\(number)\t\(number)\t\(number)\t9\t0\t0\t\n"
    let tablePath = try folder.write(table, to: "_11pos.txt")
    // Numbers that no measurement gives are refused, what is no number is left out.
    if let value = Double(number), value.isFinite {
      for file in [path, tablePath] {
        let error = #expect(throws: CompareError.self) { try ComparedResult(path: file) }
        #expect(error?.category == .damagedInput)
      }
      return
    }
    let read = try ComparedResult(path: path)
    #expect(read.mean_nm.map(\.isFinite) ?? true)
    #expect(read.concentrationInterval95_per_mL.map { $0.upperBound.isFinite } ?? true)
    let positions = try ComparedResult(path: tablePath)
    #expect(positions.d50_nm.map(\.isFinite) ?? true)
  }
}
