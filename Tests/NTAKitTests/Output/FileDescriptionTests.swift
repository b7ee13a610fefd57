import Foundation
import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

struct FileDescriptionTests {
  /// The keys of a JSON document as paths; keys of settings are all the same.
  private static func paths(_ value: Any, _ path: String = "") -> Set<String> {
    if let object = value as? [String: Any] {
      let isOfSettings = ["settings", "input.run"].contains(path)
      return object.reduce(into: []) { found, entry in
        let key = isOfSettings ? "KEY" : entry.key
        found.formUnion(paths(entry.value, path.isEmpty ? key : "\(path).\(key)"))
      }
    }
    if let objects = value as? [[String: Any]], !objects.isEmpty {
      return objects.reduce(into: []) { $0.formUnion(paths($1, "\(path)[]")) }
    }
    return [path]
  }

  private static func paths(json: String) throws -> Set<String> {
    paths(try JSONSerialization.jsonObject(with: Data(json.utf8)))
  }

  private static func isDescribed(_ found: Set<String>, by fields: [ResultField]) {
    let described = Set(fields.map(\.name))
    #expect(described.count == fields.count)
    #expect(found.subtracting(described).isEmpty, "not described: \(found.subtracting(described))")
    #expect(described.subtracting(found).isEmpty, "not written: \(described.subtracting(found))")
  }

  /// A result with everything that a summary can hold.
  private static func whole() throws -> RunResult {
    var result = TinyRun.pictured()
    result.displacement?.flow_um_per_s = 1
    result.settings.instrument = Setting(
      RecordedInstrument(
        try CalibrationFolder(path: nil).instrument("zetaview"), header: nil), from: .commandLine)
    result.settings.calibration = AppliedCalibration(
      file: "c.json", standard: "ps-110", passed: true)
    result.blank = BlankComparison(name: "water", tracks: 3)
    result.concentrationLimit = ConcentrationLimit(
      tracks: 0, fields: 2, area_um2: 1e5, depth_um: nil)
    result.validity = Validity(checks: [
      Validity.Check(
        name: "one", measured: 1, limit: 2, passed: true, severity: .doubtful, message: "well")
    ])
    return result
  }

  @Test("summary.json has exactly the keys that are described")
  func summary() throws {
    let result = try Self.whole()
    // A setting without a value is null.
    let found = try Self.paths(json: SummaryDocument(result).json()).subtracting(["settings.KEY"])
    Self.isDescribed(found, by: SummaryDocument.fields)
  }

  @Test("report-data.json has exactly the keys that are described")
  func reportData() throws {
    Self.isDescribed(
      try Self.paths(json: ReportData(Self.whole()).json()), by: ReportData.fields)
  }

  @Test("a verdict has exactly the keys that are described")
  func verdict() throws {
    let temporary = try TemporaryFolder()
    let folder = ResultFolder("\(temporary.path)/out")
    try folder.write(try Self.whole(), log: RunLog())
    let json = try PeakVerdict(of: folder, expected_nm: 100).json(dose: 1e9)
    // A verdict without warnings has an empty list of them.
    let found = try Self.paths(json: json).subtracting(["warnings"])
    let fields = VerdictDocument.fields.filter { !$0.name.hasPrefix("warnings") }
    Self.isDescribed(found, by: fields)
  }

  @Test("every file of a result is described, and every table has the columns described")
  func tables() throws {
    #expect(Set(FileDescription.result.map(\.name)) == Set(ResultFolder.fileNames))
    let temporary = try TemporaryFolder()
    let folder = ResultFolder("\(temporary.path)/out")
    try folder.write(try Self.whole(), log: RunLog(), tracks: true)
    for file in FileDescription.result
    where file.name.hasSuffix(".csv") && file.name != ResampleTable.fileName {
      let text = try TemporaryFolder.read("\(folder.path)/\(file.name)")
      let header = text.split(separator: "\n").first.map(String.init)
      #expect(header == file.fields.csvHeader, "\(file.name)")
      let columns = try CSVReaderRows.counts(text)
      #expect(columns.allSatisfy { $0 == file.fields.count }, "\(file.name): \(columns)")
    }
  }

  @Test("concentrations of liquid and sample stand beside each other, and differ by the dilution")
  func concentrations() throws {
    let summary = SummaryDocument(try Self.whole())
    let peak = try #require(summary.size.peaks.first)
    #expect(peak.measured_per_mL == 1e8 && peak.sample_per_mL == 1e11)
    #expect(peak.concentration_per_mL == peak.measured_per_mL)
    #expect(summary.positions[0].measured_per_mL == 1e8)
    #expect(summary.positions[0].sample_per_mL == 1e11)
    #expect(summary.positions[1].sample_per_mL == nil)
    let rows = DistributionRow.all(of: try Self.whole())
    #expect(rows.compactMap(\.concentration_per_mL).reduce(0, +) == 1e8)
    #expect(rows.compactMap(\.sample_per_mL).reduce(0, +) == 1e11)
    var result = ComparedResult(name: "a", origin: .nta)
    result.concentration_per_mL = 1e11
    result.dilution = 1000
    let table = try Comparison([result, result]).csv.split(separator: "\n")
    let names = table[0].split(separator: ",", omittingEmptySubsequences: false)
    let values = table[1].split(separator: ",", omittingEmptySubsequences: false)
    #expect(names.count == values.count)
    let row = Dictionary(uniqueKeysWithValues: zip(names, values))
    #expect(row["measured_per_mL"].flatMap { Double($0) } == 1e8)
    #expect(row["sample_per_mL"] == row["concentration_per_mL"])
  }

  /// `scripts/files-table` writes the file anew.
  @Test("docs/files.md is made from the descriptions")
  func documentation() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../docs/files.md").standardizedFileURL
    if ProcessInfo.processInfo.environment["NTA_WRITE_FILES_TABLE"] != nil {
      try Data(FilesPage.text.utf8).write(to: path)
    }
    #expect(try String(contentsOf: path, encoding: .utf8) == FilesPage.text)
    #expect(FilesPage.text.contains("not a size distribution"))
  }
}

/// Numbers of fields in the rows of a table.
private enum CSVReaderRows {
  static func counts(_ text: String) throws -> [Int] {
    let temporary = try TemporaryFolder()
    let path = temporary.file("table.csv")
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    var reader = try CSVReader.open(path)
    var counts: [Int] = []
    while try reader.advance() { counts.append(reader.count) }
    return counts
  }
}
