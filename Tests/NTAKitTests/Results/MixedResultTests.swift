import Foundation
import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// Result folders whose files are of two runs.
struct MixedResultTests {
  private let temporary: TemporaryFolder
  private let folder: ResultFolder

  init() throws {
    temporary = try TemporaryFolder()
    folder = ResultFolder(temporary.file("out"))
    try folder.write(TinyRun.result(), log: RunLog())
  }

  /// The result of a run in which something else was found.
  private static func other(_ change: (inout RunResult) -> Void) -> RunResult {
    var result = TinyRun.result()
    change(&result)
    return result
  }

  /// Replaces the table of the distribution by that of another result.
  private func mix(_ result: RunResult) throws {
    let source = ResultFolder(temporary.file("other"))
    try source.write(result, log: RunLog())
    try Data(contentsOf: URL(fileURLWithPath: source.path + "/distribution.csv"))
      .write(to: URL(fileURLWithPath: folder.path + "/distribution.csv"))
  }

  private func expectRefused(_ words: String) {
    let errors: [NTAError?] = [
      #expect(throws: NTAError.self) { try folder.redrawReport() },
      #expect(throws: NTAError.self) { try PeakVerdict(of: folder, expected_nm: 100) },
    ]
    for error in errors {
      #expect(error?.category == .damagedInput)
      #expect(error?.description.contains("not of one run (\(words)") == true)
    }
    #expect(throws: CompareError.self) { try ComparedResult(path: folder.path) }
  }

  @Test("another concentration")
  func concentration() throws {
    try mix(Self.other { $0.concentration?.measured_per_mL = 1.01e8 })
    expectRefused("1.00e+08 and 1.01e+08 particles per mL")
  }

  @Test("another mode, where nothing is known of the volume")
  func mode() throws {
    try folder.write(Self.other { $0.concentration = nil }, log: RunLog(), overwrite: true)
    try mix(
      Self.other {
        $0.concentration = nil
        $0.size?.distribution = SizeDistribution(
          bins: SizeBins(edges_nm: [20, 25, 50, 200, 800]),
          numberFraction: [0.97, 0.01, 0.01, 0.01],
          densityLower95_per_nm: [0, 0, 0, 0], densityUpper95_per_nm: [1, 1, 1, 1])
      })
    expectRefused("modes of 100 and 22")
  }

  @Test("the distribution of a blank")
  func blank() throws {
    try mix(TinyRun.blank())
    expectRefused("only one of the two has particles")
  }

  @Test("a table that a spreadsheet has rounded to five digits is of the same run")
  func rounded() throws {
    try mix(Self.other { $0.concentration?.measured_per_mL = 1.00002e8 })
    try folder.redrawReport()
  }
}
