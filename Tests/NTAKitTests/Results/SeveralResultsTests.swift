import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit

struct SeveralResultsTests {
  @Test("a folder of several results is refused by naming them, in natural order")
  func named() throws {
    let temporary = try TemporaryFolder()
    for name in ["run10", "run2"] {
      try ResultFolder("\(temporary.path)/\(name)").write(TinyRun.result(), log: RunLog())
    }
    let folder = ResultFolder(temporary.path)
    let names = ["run2", "run10"].map { "\(folder.path)/\($0)" }
    let expected = FileError.severalResults(path: folder.path, names: names)
    #expect(throws: NTAError(expected)) { try folder.redrawReport() }
    #expect(throws: NTAError(VerifyError.result(expected))) {
      try PeakVerdict(of: folder, expected_nm: 100)
    }
    #expect(throws: CompareError.result(expected)) { try ComparedResult(path: folder.path) }
    #expect(expected.description.hasSuffix("/run2, \(names[1])"))
    // An empty folder is no folder of results.
    let empty = ResultFolder("\(names[0])-none")
    #expect(throws: FileError.self) { try empty.summary() }
  }
}
