import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

struct NanoSightSummaryTests {
  /// Two captures in the two layouts of the instrument's software.
  private static func summary(version: String, tail: String) -> String {
    """
    NTA Experiment Summary File,
    Created with NTA \(version) Build,
    [Experiment Details],,
    Sample Name,beads\(tail)
    Remarks,"two, combined"\(tail)
    Filename:,a_00,a_01\(tail)
    [Results],,,Average,Standard Error\(tail)
    Dilution factor (concentrations adjusted for this factor),1.00e+04,1.00e+04\(tail)
    Concentration (Particles / ml),2.00e+12,4.00e+12,3.00e+12,1.00e+12\(tail)
    Completed tracks,10,20\(tail)
    [Size Data],,
    Filename,a_00,a_01\(tail)
    Mean,100,102,101,1\(tail)
    Mode,98.5,100.5,99.5,1\(tail)
    SD,1,1,1,0\(tail)
    D10,98.4,99.4,98.9,0.5\(tail)
    D50,100,101,100.5,0.5\(tail)
    D90,101.6,102.6,102.1,0.5\(tail)
    Valid Tracks,40,60\(tail)
    Graph Data,
    Bin centre (nm),Concentration (particles / ml),Concentration (particles / ml),Concentration average
    98.5,1,0,0.5,0\(tail)
    99.5,1,1,1,0\(tail)
    100.5,1,1,1,0\(tail)
    101.5,1,1,1,0\(tail)
    102.5,0,1,0.5,0\(tail)
    Percentile,Size (nm),Size (nm)\(tail)
    0,98.0,99.0\(tail)
    Graph Data,
    Bin centre (nm),Volume conc. (nm / ml),Volume conc. (nm / ml),Volume average
    98.5,7,7,7,0\(tail)

    """
  }

  @Test("the summary of one video has no average, and is its own")
  func singleVideo() throws {
    let text = """
      NTA Single Analysis Summary File,
      Created with NTA 3.4 Build 3.4.003,
      Sample Description,beads,
      Experiment Name,Standard.nano,
      Filename:,a_00,
      [Results],
      Dilution factor (concentrations adjusted for this factor),1.00e+04,
      Concentration (Particles / ml),2.00e+12,
      [Size Data],
      Mean,100,
      Mode,98.5,
      SD,1,
      D10,98.4,
      D50,100,
      D90,101.6,
      Valid Tracks,40,
      Graph Data,
      Bin centre (nm),Concentration (particles / ml),
      98.5,1,
      99.5,1,
      100.5,1,
      101.5,1,

      """
    let folder = try TemporaryFolder()
    let path = try folder.write("a_00_Summary.csv", text)
    let summary = try NanoSightSummary(path: path)
    #expect(summary.captures == 1 && summary.average("D50") == 100)
    let compared = try ComparedResult(path: path)
    #expect(compared.sample == "beads" && compared.d50_nm == 100 && compared.tracks == 40)
    #expect(compared.concentration_per_mL == 2e12 && compared.d50Interval95_nm == nil)
    #expect(compared.distribution.map { abs($0.quantile_nm(0.5) - 100) < 1e-9 } == true)
    let comma = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.replacing(",", with: ";").replacing(".", with: ",")
    }.joined(separator: "\n")
    let other = try ComparedResult(path: folder.write("comma.csv", comma))
    #expect(other.d50_nm == 100 && other.d10_nm == 98.4 && other.concentration_per_mL == 2e12)
  }

  @Test("the name of an experiment is no name of a sample")
  func experiment() throws {
    let text = Self.summary(version: "3.4", tail: ",")
      .replacing("Sample Name,beads,", with: "Experiment Name,Standard.nano,")
    let folder = try TemporaryFolder()
    #expect(try NanoSightSummary(path: folder.write("s.csv", text)).sample == nil)
  }

  @Test("particles that the software leaves out do not count, and places of one count once")
  func particles() throws {
    let folder = try TemporaryFolder()
    let header =
      "Particle ID,Size/nm,Diffusion coefficient/nm^2 s^-1,Ln(Adjusted intensity)/AU,"
      + "Start frame,Tracklength,Included in distribution?\n"
    let rows = (1...99).map { "\($0),\(50 + $0),4000000,6.1,0,12,\($0 < 100 ? "True" : "False")\n" }
    let left = "100,900,400000,6.1,0,5,False\n"
    let path = try folder.write("a_ParticleData.csv", header + rows.joined() + left)
    let compared = try ComparedResult(path: path)
    #expect(compared.tracks == 99 && compared.mean_nm == 100)
    // The median of 51 to 149, within a bin of 1 nm.
    #expect(compared.d50_nm.map { abs($0 - 100) <= 1 } == true)
    #expect(compared.d50Interval95_nm?.contains(100) == true)
    #expect(compared.mode_nm == nil && compared.concentration_per_mL == nil)
    #expect(throws: TableError.noTracks(path: path)) { try TrackTable(path) }
    let tracks = try folder.write(
      "a_AllTracks.csv",
      "Particle ID,Size/nm,Frame,X/pixels,Y/pixels,Included in distribution?\n"
        + (1...9).flatMap { id in
          (0...id).map { "\(id),\(95 + id),\($0),10,10,True\n" }
        }.joined())
    #expect(try ComparedResult(path: tracks).tracks == 9)
    #expect(try ComparedResult(path: tracks).mean_nm == 100)
  }

  @Test("both layouts", arguments: [("3.2", ",,,"), ("3.4", ",")])
  func layouts(version: String, tail: String) throws {
    let folder = try TemporaryFolder()
    let text = Self.summary(version: version, tail: tail).replacing("\n", with: "\r\n")
    let path = try folder.write("summary.csv", text)
    let summary = try NanoSightSummary(path: path)
    #expect(summary.captures == 2 && summary.dilution == 1e4 && summary.sample == "beads")
    #expect(summary.diameters_nm == [98.5, 99.5, 100.5, 101.5, 102.5])
    #expect(summary.average("D50") == 100.5 && summary.standardError("D50") == 0.5)
    // Half of four equal classes of 1 nm from 98 nm; software 3.2 prints 1 nm less.
    #expect(summary.quantile_nm(0.5, capture: 0) == (version == "3.2" ? 99 : 100))
    let compared = try ComparedResult(path: path)
    #expect(compared.origin == .nanoSight && compared.tracks == 100)
    #expect(compared.concentration_per_mL == 3e12)
    // t(1) = 12.706.
    #expect(abs((compared.d50Interval95_nm?.upperBound ?? 0) - (100.5 + 6.353)) < 0.001)
  }

  @Test(
    "negative and absurd numbers are refused with their line",
    arguments: [
      ("4.00e+12", "-4.00e+12", 9), ("4.00e+12", "4.00e+21", 9), ("1.00e+04,1.00e+04", "-1,1", 8),
      ("D50,100,101", "D50,-100,101", 17), ("100.5,1,1", "100.5,1,-1", 24),
    ])
  func impossible(of text: String, instead: String, line: Int) throws {
    let folder = try TemporaryFolder()
    let whole = Self.summary(version: "3.4", tail: ",")
      .replacing(text, with: instead, maxReplacements: 1)
    let path = try folder.write("summary.csv", whole)
    let error = #expect(throws: CompareError.self) { try ComparedResult(path: path) }
    #expect(error?.category == .damagedInput)
    let sentence = error?.description(in: .library) ?? ""
    #expect(sentence.hasPrefix("\(path): line \(line),"), "\(sentence)")
  }

  @Test("a dilution that is not recorded leaves the concentration in the sample unknown")
  func noDilution() throws {
    let folder = try TemporaryFolder()
    let text = Self.summary(version: "3.4", tail: ",")
      .replacing("factor),1.00e+04,1.00e+04", with: "factor),Not recorded,Not recorded")
    let compared = try ComparedResult(path: try folder.write("summary.csv", text))
    #expect(compared.concentration_per_mL == nil && compared.concentrationInterval95_per_mL == nil)
    #expect(compared.dilution == nil && compared.d50_nm == 100.5)
  }

  @Test("captures without particles have no size, and count in the concentration alone")
  func emptyCapture() throws {
    let folder = try TemporaryFolder()
    var text = Self.summary(version: "3.4", tail: ",")
    for (row, average) in [("Mean,100,102", "101,1"), ("D50,100,101", "100.5,0.5")] {
      let name = row.split(separator: ",")[0]
      text = text.replacing("\(row),\(average)", with: "\(name),100,0,50,50")
    }
    text = text.replacing("Mode,98.5,100.5,99.5,1", with: "Mode,98.5,0,49.3,49.3")
    let compared = try ComparedResult(path: try folder.write("summary.csv", text))
    #expect(compared.d50_nm == 100 && compared.mean_nm == 100 && compared.mode_nm == 98.5)
    #expect(compared.d50Interval95_nm == nil && compared.concentration_per_mL == 3e12)
  }

  @Test("a summary without its size table, and a foreign file, are refused")
  func refused() throws {
    let folder = try TemporaryFolder()
    let cut = Self.summary(version: "3.4", tail: ",").components(before: "Graph Data")
    let short = try folder.write("cut.csv", cut)
    #expect(throws: CompareError.self) { try ComparedResult(path: short) }
    let foreign = try folder.write("foreign.csv", "a,b\n1,2\n")
    #expect(throws: CompareError.instrument(.unknownKind(path: foreign))) {
      try ComparedResult(path: foreign)
    }
    #expect(throws: CompareError.self) { try ComparedResult(path: folder.file("none.txt")) }
  }
}

extension String {
  /// What stands before the first occurrence of a text.
  fileprivate func components(before text: String) -> String {
    guard let range = firstRange(of: text) else { return self }
    return String(self[..<range.lowerBound])
  }
}
