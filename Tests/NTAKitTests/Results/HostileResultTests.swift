import Foundation
import Glibc
import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// Results that somebody has damaged or made up, drawn again.
struct HostileResultTests {
  private let temporary: TemporaryFolder
  private let folder: ResultFolder

  init() throws {
    temporary = try TemporaryFolder()
    folder = ResultFolder("\(temporary.path)/out")
    try folder.write(TinyRun.pictured(), log: RunLog())
  }

  /// Sets a column of a table to one text in all rows.
  private func set(_ column: String, of name: String, to text: String) throws {
    let path = "\(folder.path)/\(name)"
    var rows = try TemporaryFolder.read(path).split(separator: "\n")
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    let index = try #require(rows.first?.firstIndex(of: column))
    for row in rows.indices.dropFirst() { rows[row][index] = text }
    let whole = rows.map { $0.joined(separator: ",") + "\n" }.joined()
    try Data(whole.utf8).write(to: URL(fileURLWithPath: path))
  }

  @Test(
    "numbers that no result holds are refused",
    arguments: [
      ("distribution.csv", "lower_nm"), ("distribution.csv", "upper_nm"),
      ("distribution.csv", "number_density_per_nm"), ("particles.csv", "diameter_nm"),
      ("particles.csv", "intensity"),
    ], ["1e308", "-1e308", "inf", "nan"])
  func hugeNumbers(_ place: (table: String, column: String), _ text: String) throws {
    try set(place.column, of: place.table, to: text)
    let error = #expect(throws: NTAError.self) { try folder.redrawReport() }
    #expect(error?.category == .damagedInput)
    #expect(error?.description.contains(place.table) == true)
  }

  @Test(
    "negative shares and concentrations of the distribution are refused with their line",
    arguments: ["number_fraction", "concentration_per_mL", "number_density_per_nm"])
  func negative(_ column: String) throws {
    try set(column, of: "distribution.csv", to: "-0.5")
    let error = #expect(throws: NTAError.self) { try folder.redrawReport() }
    #expect(
      error?.description.contains("distribution.csv: line 2, column \(column)") == true)
  }

  @Test(
    "negative and absurd numbers of the summary are refused with their line",
    arguments: [
      ("measured_per_mL", "-100000000"), ("sample_per_mL", "-1"), ("sample_per_mL", "1e30"),
      ("dilution", "-1000"), ("mean_nm", "-110"),
    ])
  func impossibleSummary(_ key: String, _ number: String) throws {
    let path = "\(folder.path)/summary.json"
    var lines = try TemporaryFolder.read(path).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
    // Settings and intervals of the same name have more than a number.
    let place = try #require(lines.firstIndex { $0.contains("\"\(key)\" : 1") })
    let colon = try #require(lines[place].firstIndex(of: ":"))
    let hasComma = lines[place].hasSuffix(",")
    lines[place] = lines[place][...colon] + " \(number)" + (hasComma ? "," : "")
    try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: NTAError.self) { try folder.redrawReport() }
    #expect(error?.category == .damagedInput)
    let sentence = error?.description ?? ""
    #expect(sentence.contains("summary.json: line \(place + 1), column \(key)"), "\(sentence)")
    #expect(throws: CompareError.self) { try ComparedResult(path: folder.path) }
    #expect(throws: NTAError.self) { try PeakVerdict(of: folder, expected_nm: 100) }
  }

  @Test("classes without a place among the sizes are refused", arguments: ["0", "-5", "1e9", ""])
  func classesOutOfOrder(_ border: String) throws {
    try set(border == "1e9" ? "lower_nm" : "upper_nm", of: "distribution.csv", to: border)
    let error = #expect(throws: NTAError.self) { try folder.redrawReport() }
    #expect(error?.category == .damagedInput)
  }

  @Test("numbers that are only large, or beyond the axes, are drawn")
  func largeNumbers() throws {
    try set("intensity", of: "particles.csv", to: "1e17")
    try set("diameter_nm", of: "particles.csv", to: "1e17")
    try folder.redrawReport()
    let table = "\(folder.path)/distribution.csv"
    let header = DistributionRow.fields.csvHeader
    try Data("\(header)\n3000,2000,4000,1,0.0005,1e8,1e8,1e8,1,1,0,1,\n".utf8)
      .write(to: URL(fileURLWithPath: table))
    let summary = "\(folder.path)/summary.json"
    try Data(
      TemporaryFolder.read(summary).replacing("\"mode_nm\" : 100", with: "\"mode_nm\" : 3000").utf8
    ).write(to: URL(fileURLWithPath: summary))
    try folder.redrawReport()
  }

  @Test("counts whose sum no integer holds are drawn")
  func endlessCounts() throws {
    let path = "\(folder.path)/\(ReportData.fileName)"
    var data = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path)))
        as? [String: Any])
    data["subpixel_x"] = [Int](repeating: .max, count: 20)
    data["subpixel_y"] = [Int](repeating: .min, count: 20)
    try JSONSerialization.data(withJSONObject: data).write(to: URL(fileURLWithPath: path))
    try folder.redrawReport()
  }

  @Test(
    "endless files and pipes in the place of a result's are not waited for",
    arguments: ["summary.json", ReportData.fileName, "distribution.csv", "particles.csv"],
    [true, false])
  func notRegular(_ name: String, isPipe: Bool) throws {
    let path = "\(folder.path)/\(name)"
    try FileManager.default.removeItem(atPath: path)
    if isPipe {
      #expect(mkfifo(path, 0o600) == 0)
    } else {
      try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/dev/zero")
    }
    let watchdog = Watchdog("\(name) as a pipe or device")
    defer { watchdog.done() }
    #expect(throws: NTAError.self) { try folder.redrawReport() }
  }
}
