import NTAKit
import Testing
import _TestSupport

@testable import NTAStudy

struct SampleSheetTests {
  private func sheet(_ text: String) throws -> SampleSheet {
    let folder = try TemporaryFolder()
    return SampleSheet(path: try folder.write(text, to: "sheet.csv"))
  }

  @Test(
    "commas, semicolons with decimal commas and tabs say the same",
    arguments: [
      "run,group,Temperature_c,dilution\na,\"x, y\",24.5,500\n\nb,,,\n",
      "run;group;temperature_C;dilution;\na;x, y;24,5;500;\n;;;;\nb;;NA;;\n",
      "run\tgroup\ttemperature_C\tdilution\r\na\tx, y\t24,5\t500\r\nb\r\n",
    ])
  func separators(text: String) throws {
    let sheet = try sheet(text)
    #expect(sheet.problems == [])
    #expect(sheet.rows.map(\.run) == ["a", "b"])
    let first = try #require(sheet.rows.first)
    #expect(first.line == 2 && first.labels == ["group": "x, y"])
    #expect(first.values[SettingDefinition[\.temperature_C]] == .number(24.5))
    #expect(first.values[SettingDefinition[\.dilution]] == .number(500))
    #expect(sheet.rows[1].values == SettingValues() && sheet.rows[1].labels == [:])
  }

  @Test("every key of a setting is a column")
  func keys() throws {
    for definition in SettingTable.definitions {
      #expect(SheetColumn(definition.key) == .setting(definition))
    }
  }

  @Test(
    "a name that is almost a setting is a mistake, another one is a label",
    arguments: [
      ("temprature_C", "temperature_C"), ("temperature", "temperature_C"),
      ("pixel size", "pixel_size_um"), ("Pixel size (µm)", "pixel_size_um"),
      ("dilutoin", "dilution"),
      ("group", nil), ("replicate", nil), ("plate", nil), ("day", nil), ("state", nil),
      ("treatment", nil), ("blank", nil), ("calibratoin", "calibration"),
    ] as [(String, String?)])
  func spelling(name: String, key: String?) throws {
    let problems = try sheet("run,\(name)\na,1\n").problems
    #expect(problems.count == (key == nil ? 0 : 1))
    if let key {
      guard case .misspelledColumn(_, let found, let setting) = try #require(problems.first) else {
        Issue.record("another problem: \(problems)")
        return
      }
      #expect(found == name && setting == key)
    }
  }

  @Test("each wrong field is told by itself, with its line and column")
  func fields() throws {
    let sheet = try sheet("run,dilution,positions\na,0.5,1\n,10,1\nc,ten,2.5\nd,10,1,extra\n")
    let path = sheet.path
    let dilution = SettingDefinition[\.dilution].allowedInTable
    #expect(
      sheet.problems == [
        .table(
          .badValue(
            path: path, line: 2, column: "dilution", text: "0.5", expected: dilution)),
        .emptyRun(path: path, line: 3),
        .table(
          .badValue(path: path, line: 4, column: "dilution", text: "ten", expected: dilution)),
        .table(
          .badValue(
            path: path, line: 4, column: "positions", text: "2.5",
            expected: "a whole number from 1 to 10000")),
        .unnamedColumn(path: path, line: 5, number: 4),
      ])
    #expect(
      sheet.problems[0].description.contains("line 2, column dilution: '0.5' is not a number"))
  }

  @Test("a sheet without runs, without their column or with a column twice")
  func columns() throws {
    #expect(try sheet("run,group\n").problems.map(\.category) == [.misuse])
    let noRun = try sheet("folder,group\na,b\n").problems
    #expect(noRun == [.noRunColumn(path: noRun[0].path, found: ["folder", "group"])])
    let twice = try sheet("run,group,Group\na,b,c\n").problems
    #expect(twice == [.columnTwice(path: twice[0].path, name: "Group")])
  }
}

extension SheetError {
  fileprivate var path: String {
    switch self {
    case .noRunColumn(let path, _), .columnTwice(let path, _): path
    default: ""
    }
  }
}
