import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

struct ZetaViewExportTests {
  /// Beads of 100 nm with a CV of 10 % on the program's own grid.
  private func result() -> RunResult {
    let grid = SizeGrid.standard
    let weights = grid.centres_nm.map { exp(-0.5 * pow(log($0 / 100) / 0.1, 2)) }
    let total = weights.reduce(0, +)
    var result = TinyRun.result()
    result.size?.distribution = SizeDistribution(
      grid: grid, numberFraction: weights.map { $0 / total })
    result.tracking.used = 1000
    return result
  }

  @Test("what is written is read back: sums, dilution and the printed median")
  func roundTrip() throws {
    let text = ZetaViewExport(result()).sizeTable
    let table = try ZetaViewSizeTable(parsing: text, path: "zetaview.txt")
    #expect(table.linear.count == 1200 && table.logarithmic.count == 200)
    #expect(table.linear[0].diameter_nm == 2.5 && table.linear[1199].diameter_nm == 5998)
    #expect(abs(table.logarithmic[199].diameter_nm - 6025) < 2)
    #expect(table.header.dilution == 1000 && table.header.pixelSize_um == 0.713)
    // Four digits a class: the sums are right to a part in a thousand.
    let traces = table.linear.reduce(0) { $0 + $1.number }
    #expect(abs(traces / 1000 - 1) < 1e-3)
    let concentration = table.linear.reduce(0) { $0 + $1.concentration_per_mL }
    #expect(abs(concentration / 1e8 - 1) < 1e-3)
    let printed = try #require(table.printedD50_nm)
    #expect(abs(printed - table.quantile_nm(0.5)) < 0.05)
    // Sums at the middles of classes: half a class below the median of the distribution.
    #expect(abs(printed - (100 - 2.5)) < 0.2)
  }

  @Test("all lines of software 8.06 are there, in its order, so that rows are where sheets look")
  func header() throws {
    var result = result()
    result.date = "2026-03-31"
    let lines = ZetaViewExport(result).sizeTable.split(
      separator: "\n", omittingEmptySubsequences: false)
    // The instrument's own export has 88 lines above the table's title, and a line a class.
    #expect(lines[89].hasPrefix("Size / nm\tNumber"))
    #expect(lines.count == 90 + 1200 + 1 + 200 + 1)
    let places = [
      (13, "Temperature:\t24.5"), (15, "Date:\t2026-03-31"),
      (32, "Concentration Correction Factor:"), (47, "Sensitivity:"), (50, "Shutter:"),
      (75, "Cell#:"), (76, "Micrometer per Pixel:\t0.713"), (84, "Results"),
      (85, "Median Number (D50):"), (88, "Size Distribution"),
    ]
    for (row, start) in places { #expect(lines[row].hasPrefix(start), "\(row): \(lines[row])") }
  }

  @Test("peak and span of a position are those of its own tracks")
  func positionSizes() throws {
    var result = result()
    let one = result.particles[0]
    result.particles = (0..<1001).map { k in
      var particle = one
      particle.particle = k + 1
      // Evenly from 80 to 120 nm.
      particle.diameter_nm = 80 + 0.04 * Double(k)
      return particle
    }
    let text = ZetaViewExport(result).positionTable
    let fields = text.split(separator: "\n")[1].split(
      separator: "\t", omittingEmptySubsequences: false)
    // D10 84, D90 116, D50 100.
    #expect(fields[6] == "2" && fields[9] == "0.3")
    #expect((80.0...120).contains(try #require(Double(fields[8]))))
  }

  @Test("a run without particles is written as the instrument writes an aborted one")
  func blank() throws {
    let text = ZetaViewExport(TinyRun.blank()).sizeTable
    let table = try ZetaViewSizeTable(parsing: text, path: "zetaview.txt")
    #expect(table.linear.isEmpty && table.printedD50_nm == 0)
  }

  @Test("positions are read back; texts are Latin-1")
  func positions() throws {
    let text = ZetaViewExport(result()).positionTable
    let table = try ZetaViewPositionTable(parsing: text, path: "zetaview_11pos.txt")
    #expect(table.positions.map(\.isUsed) == [true, false])
    #expect(table.positions[1].removal == "MIN_TRACKS")
    #expect(table.positions[0].concentration_per_mL == 1e11)
    let bytes = ZetaViewExport.bytes(of: text)
    #expect(bytes.contains(0xF8) && bytes.contains(0xB5) && !bytes.contains(0xC3))
  }
}
