import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

struct LocalizationTableTests {
  private func read(_ text: String) throws -> [[Detection]] {
    let folder = try TemporaryFolder()
    return try LocalizationTable.read(try folder.write(text, to: "spots.csv"))
  }

  @Test("columns stand in any order among others, and frames without spots are empty")
  func locateOutput() throws {
    let frames = try read(
      """
      ,y,x,mass,size,ep,frame
      0,28.5,311.25,1146.5,2.5,0.5,1
      1,41.5,114.5,1257.0,4.7,-1.25,1
      2,7.5,8.5,10,4.7,,3.0

      """)
    #expect(frames.map(\.count) == [0, 2, 0, 1])
    #expect(frames[1][0].x == 311.25 && frames[1][0].y == 28.5)
    #expect(frames[1][0].intensity == 1146.5 && frames[1][0].variance == 0.25)
    #expect(frames[1][1].variance.isNaN)
    #expect(frames[3][0].variance.isNaN)
  }

  @Test("places beyond every picture are refused", arguments: ["1e300", "-1e300", "1000001"])
  func farAway(_ x: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("frame,x,y\n0,1,2\n0,\(x),3\n", to: "spots.csv")
    #expect(
      throws: TableError.badValue(
        path: path, line: 3, column: "x", text: x, expected: "a coordinate in an image")
    ) { try LocalizationTable.read(path) }
  }

  @Test("what is wrong is named with its line and column")
  func errors() throws {
    let folder = try TemporaryFolder()
    func error(_ text: String) throws -> TableError? {
      let path = try folder.write(text, to: "spots.csv")
      return #expect(throws: TableError.self) { try LocalizationTable.read(path) }
    }
    let path = "\(folder.path)/spots.csv"
    #expect(
      try error("frame,x,z\n1,2,3\n")
        == .missingColumns(path: path, missing: ["y"], found: ["frame", "x", "z"]))
    #expect(
      try error("frame,x,y\n1,2,3\n1,nan,3\n")
        == .badValue(path: path, line: 3, column: "x", text: "nan", expected: "a number"))
    #expect(
      try error("frame,x,y\n1,2\n") == .shortLine(path: path, line: 2, fields: 2, expected: 3))
    #expect(try error("frame,x,y\n") == .empty(path: path))
    for frame in ["-1", "1.5", "1e12", "one"] {
      let problem = try #require(try error("frame,x,y\n\(frame),2,3\n"))
      #expect(problem.description.contains("line 2, column frame: '\(frame)'"))
      #expect(problem.category == .damagedInput)
    }
  }
}
