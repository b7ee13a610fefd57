import NTAKit
import Testing
import _TestSupport

@testable import NTAStudy

struct BatchPlanTests {
  private func plan(
    _ folder: TemporaryFolder, _ sheet: String, shard: Shard = .whole, calibration: String? = nil
  ) throws -> BatchPlan {
    let path = try folder.write(sheet, to: "sheet.csv")
    return BatchPlan(
      path, shard: shard, calibration: calibration, output: folder.file("study"))
  }

  @Test("missing files, runs named twice and two calibrations are one line each")
  func problems() throws {
    let folder = try TemporaryFolder()
    for run in ["a", "b", "c"] { try folder.write("\(run)/pos1.avi") }
    try folder.write("no calibration", to: "cal.json")
    let sheet = """
      run,calibration
      a,
      ./a/,
      none,
      b,cal.json
      c,gone.json

      """
    let path = folder.file("sheet.csv")
    #expect(
      try plan(folder, sheet).problems.map(\.description) == [
        "\(path): lines 2 and 3 are both run ./a/; remove one",
        "\(path): line 4, column run: there is no \(folder.file("none")); correct the path, which "
          + "starts at the folder of the sheet",
        "\(path): line 5, column calibration: "
          + CalibrationError.malformed(
            path: folder.file("cal.json"), reason: "it does not have the keys of a calibration"
          ).description,
        "\(path): line 6, column calibration: there is no \(folder.file("gone.json")); correct the "
          + "path, which starts at the folder of the sheet",
      ])
    let given = try plan(folder, "run,calibration\nb,cal.json\n", calibration: "all.json")
    #expect(
      given.problems.map(\.description) == [
        "\(path): line 2 names the calibration cal.json, and calibration is all.json; give only one of "
          + "the two"
      ])
  }

  @Test("the shards divide the runs, and files of other shards are not looked for")
  func shards() throws {
    let folder = try TemporaryFolder()
    let names = (1...7).map { "run\($0)" }
    for name in names { try folder.write("all/\(name)/pos1.avi") }
    let shards = try (1...3).map { number in
      BatchPlan(
        folder.file("all"), shard: try #require(Shard("\(number)/3")), output: folder.file("study")
      ).runs.map(\.name)
    }
    #expect(shards == [["run1", "run4", "run7"], ["run2", "run5"], ["run3", "run6"]])
    let staged = try plan(
      folder, "run\nelsewhere\nall/run1\n", shard: try #require(Shard("2/2")))
    #expect(staged.problems == [] && staged.runs.map(\.name) == ["all/run1"])
  }

  @Test(
    "parts that do not exist are refused", arguments: ["0/3", "4/3", "1", "1/0", "a/b", "1/2/3"])
  func badShards(text: String) {
    #expect(Shard(text) == nil)
  }
}
