import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

struct ZetaViewTablesTests {
  /// Four classes around 100 nm, as an instrument with a decimal comma writes them.
  private static func export(comma: Bool = false, rows: [(Double, Double)]? = nil) -> String {
    let rows = rows ?? [(92.5, 10), (97.5, 30), (102.5, 40), (107.5, 20)]
    var text =
      "Original File:\tZ:\\beads.avi\tSection:\t0.1 [0]\nZetaView S/N:\t00-000\nSample:\tbeads\n"
      + "Temperature:\t24.500000\tsensed\nType of Measurement:\tSize Distribution\n"
      + "Number of Traces:\t100\t(at 0.1)\tAverage Number of Particles:\t50.0\tDilution::\t1000.0\n"
      + "Median Number (D50):\t100.000000\nSize Distribution\n"
      + "Size / nm\tNumber\tConcentration / cm-3\tVolume / nm^3\tArea / nm^2\n"
    for (centre, number) in rows {
      text += "\(centre)\t\(number)E+0\t\(number)E+5\t1.0E+2\t1.0E+1\n"
    }
    text += "-1.000E+0\t-1.000E+0\t-1.000E+0\t-1.000E+0\t0.000E+0\n"
    if !rows.isEmpty { text += "9.8E+1\t1.0E+2\t1.0E+7\t1.0E+2\t1.0E+1\n" }
    return comma ? text.replacing(".", with: ",").replacing("beads,avi", with: "beads.avi") : text
  }

  @Test("the tables are told apart, with decimal point and comma", arguments: [false, true])
  func tables(comma: Bool) throws {
    let table = try ZetaViewSizeTable(parsing: Self.export(comma: comma), path: "a.txt")
    #expect(table.linear.count == 4 && table.logarithmic.count == 1)
    #expect(table.printedD50_nm == 100 && table.header.dilution == 1000)
  }

  @Test("the median is the instrument's: sums stand at the middles of classes")
  func median() throws {
    let table = try ZetaViewSizeTable(parsing: Self.export(), path: "a.txt")
    // 40 of 100 traces up to 97.5 nm; 10 of the next 40 are wanting: a quarter of 5 nm.
    #expect(abs(table.quantile_nm(0.5) - 98.75) < 1e-9)
    let compared = ComparedResult(table, name: "a.txt")
    #expect(abs((compared.concentration_per_mL ?? 0) / 1e10 - 1) < 1e-9)
    #expect(compared.tracks == 100 && compared.sample == "beads" && compared.mode_nm == 102.5)
    #expect(compared.d50Interval95_nm?.contains(98.75) == true)
  }

  @Test("an aborted run has no distribution and no numbers")
  func aborted() throws {
    let table = try ZetaViewSizeTable(parsing: Self.export(rows: []), path: "a.txt")
    let compared = ComparedResult(table, name: "a.txt")
    #expect(table.linear.isEmpty && table.quantile_nm(0.5) == 0)
    #expect(compared.distribution == nil && compared.d50_nm == nil)
  }

  @Test("a zeta-potential profile and a damaged line are refused")
  func refused() {
    let profile = Self.export().replacing("Size Distribution\nNumber", with: "Profile\nNumber")
    #expect(throws: InstrumentFileError.self) {
      try ZetaViewSizeTable(parsing: profile, path: "p.txt")
    }
    let damaged = Self.export().replacing("97.5\t30.0E+0", with: "97.5\tmany")
    #expect(throws: InstrumentFileError.self) {
      try ZetaViewSizeTable(parsing: damaged, path: "d.txt")
    }
  }

  @Test(
    "negative and absurd numbers of an export are refused with their line",
    arguments: [
      ("30.0E+5", "-30.0E+5", 11), ("30.0E+5", "30.0E+19", 11), ("30.0E+0", "-30.0E+0", 11),
      ("92.5\t", "-92.5\t", 10), ("Dilution::\t1000.0", "Dilution::\t-1000.0", 6),
    ])
  func impossible(of number: String, instead: String, line: Int) {
    let text = Self.export().replacing(number, with: instead, maxReplacements: 1)
    let error = #expect(throws: InstrumentFileError.self) {
      try ZetaViewSizeTable(parsing: text, path: "a.txt")
    }
    let sentence = error?.description(in: .library) ?? ""
    #expect(sentence.hasPrefix("a.txt: line \(line),"), "\(sentence)")
  }

  @Test("a negative concentration of a position is refused, one that is no number is left out")
  func impossiblePositions() throws {
    for (text, isRefused) in [("-3.0E+10", true), ("3.0E+19", true), ("NaN", false)] {
      let table = Self.positionTable.replacing("3.0E+10", with: text)
      let result = Result { try ZetaViewPositionTable(parsing: table, path: "a_11pos.txt") }
      guard isRefused else {
        #expect(try result.get().positions[1].concentration_per_mL.isNaN)
        continue
      }
      let error = #expect(throws: InstrumentFileError.self) { try result.get() }
      let sentence = error?.description(in: .library) ?? ""
      #expect(sentence.hasPrefix("a_11pos.txt: line 3, column Orig. Conc."), "\(sentence)")
    }
  }

  private static let positionTable =
    "Use\tPosition\tMean Int.\tAv. No of Particles\tConc. (p./mL)\tOrig. Conc. (p./cm^3)\t"
    + "No. of Traces\tX50 (nm)\tPeak ø (nm)\tSpan\tDrift (µm/s)\tRemoval\n"
    + "X\t0.10\t25.8\t50.0\t2.0E+7\t2.0E+10\t13\t98.0\t95.0\t1.0\t2.0\t\n"
    + "X\t0.15\t25.8\t60.0\t3.0E+7\t3.0E+10\t12\t102.0\t97.0\t1.0\t2.0\t\n"
    + "\t0.20\t7.4\t5.0\t2.2E+6\t2.2E+9\t3\t31.2\t35.3\t0.4\t38.1\tMAX_DRIFT\n"
    + "\tMean\t25.8\t55.0\t2.5E+7\t2.5E+10\t12.5\t100.0\t96.0\t1.0\t2.0\t\n"

  @Test("positions in use, removals and the mean are read")
  func positions() throws {
    let table = try ZetaViewPositionTable(parsing: Self.positionTable, path: "a_11pos.txt")
    #expect(table.positions.map(\.isUsed) == [true, true, false])
    #expect(table.positions[2].removal == "MAX_DRIFT")
    let compared = ComparedResult(table, name: "a_11pos.txt")
    #expect(compared.d50_nm == 100 && compared.concentration_per_mL == 2.5e10)
    #expect(compared.tracks == 25 && compared.distribution == nil)
  }
}
