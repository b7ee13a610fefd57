import Foundation

/// A NanoSight's `ExperimentSummary.csv`, of software 3.2 or 3.4.
///
/// Columns are captures, then their average and standard error. Of several tables only the
/// number-weighted size distribution is read.
public struct NanoSightSummary: Sendable, Equatable {
  /// Version of the software, as the file says: `NTA 3.4 Build 3.4.003`.
  public var software: String
  /// The sample's description; its experiment's name where there is none.
  public var sample: String?
  /// Number of captures.
  public var captures: Int
  /// Dilution, where all captures have the same.
  public var dilution: Double?
  /// Values by row name (`Mean`, `D50`, `Concentration (Particles / ml)`): captures, then average
  /// and standard error where the file has them.
  public var values: [String: [Double?]]
  /// Middles of the classes, nm.
  public var diameters_nm: [Double]
  /// Particles per mL in each class: captures, then the average.
  public var concentrations_per_mL: [[Double]]

  /// The file's own average of a row over the captures, in the row's unit; `nil` for a row without
  /// one.
  public func average(_ row: String) -> Double? { value(row, captures) }

  /// The file's own standard error of that average; `nil` where there is none.
  public func standardError(_ row: String) -> Double? { value(row, captures + 1) }

  /// One capture's value, from 0; the average follows the captures.
  func value(_ row: String, _ column: Int) -> Double? {
    guard let values = values[row], column < values.count else { return nil }
    return values[column]
  }

  /// A quantile of a capture's table, as the software prints it.
  ///
  /// - Parameters:
  ///   - level: share of the particles below, in (0, 1).
  ///   - capture: number of the capture from 0; ``captures`` itself is the average.
  /// - Returns: the diameter in nm; `nil` for a capture without particles.
  ///
  /// Version 3.2 prints the cumulated curve one class (1 nm) too low; 3.4 does not.
  public func quantile_nm(_ level: Double, capture: Int) -> Double? {
    let column = concentrations_per_mL.map { $0[capture] }
    let distribution = ComparedDistribution(
      borders_nm: ComparedResult.borders(diameters_nm), weights: column)
    return distribution.map { $0.quantile_nm(level) - (software.contains("NTA 3.2") ? 1 : 0) }
  }

  private static let title = "NTA Experiment Summary File"

  /// Whether a text is such a file.
  static func isSummary(_ text: some StringProtocol) -> Bool { text.hasPrefix(title) }

  /// Reads a file.
  ///
  /// - Parameter path: a CSV file of the instrument's software.
  /// - Returns: what it says.
  /// - Throws: ``CompareError`` for a file that cannot be read, is none of these, or is cut short.
  public static func reading(_ path: String) throws(CompareError) -> NanoSightSummary {
    var records: [[String]] = []
    do throws(TableError) {
      var reader = try CSVReader.open(path)
      while try reader.advance() { records.append(reader.fields) }
    } catch {
      throw .table(error)
    }
    return try NanoSightSummary(records, path: path)
  }

  private init(_ records: [[String]], path: String) throws(CompareError) {
    guard let first = records.first?.first, Self.isSummary(first) else {
      throw .unknownKind(path: path)
    }
    var section = ""
    var rows: [String: [Double?]] = [:]
    var texts: [String: String] = [:]
    var captures = 0
    var table: [(Double, [Double])] = []
    var isTable = false
    for fields in records {
      let key = fields[0]
      let rest = Array(fields.dropFirst())
      if key.hasPrefix("[") {
        section = key
        isTable = false
      } else if key == "Filename:" {
        captures = rest.count { !$0.isEmpty }
      } else if isTable, let centre = Double(key), centre.isFinite {
        let numbers = rest.prefix(captures + 1).compactMap { Double($0) }
        guard numbers.count == captures + 1, numbers.allSatisfy({ (0...1e30).contains($0) }) else {
          throw .malformed(path: path, problem: "the class at \(key) nm is cut short or no number")
        }
        table.append((centre, numbers))
      } else if key.hasPrefix("Percentile") {
        // The tables that follow are of other weightings.
        break
      } else if key.hasPrefix("Bin centre (nm)"), rest.first?.hasPrefix("Concentration") == true {
        isTable = section == "[Size Data]"
      } else if rows[key] == nil {
        texts[key] = texts[key] ?? rest.first
        rows[key] = rest.map { Double($0).flatMap { $0.isFinite ? $0 : nil } }
        if key.hasPrefix("Created with") { texts["software"] = String(key.dropFirst(13)) }
      }
    }
    guard captures > 0, table.count > 1, rows["D50"] != nil else {
      throw .malformed(path: path, problem: "its size table is missing")
    }
    guard zip(table, table.dropFirst()).allSatisfy({ $0.0 < $1.0 }) else {
      throw .malformed(path: path, problem: "the classes of its size table do not rise")
    }
    software = texts["software"] ?? texts["Software Version"] ?? "unknown"
    let names = ["Sample Description", "Sample Name", "Experiment Name"]
    sample = names.lazy.compactMap { texts[$0] }.first { !$0.isEmpty }
    self.captures = captures
    let factors = rows["Dilution factor (concentrations adjusted for this factor)"] ?? []
    let given = factors.prefix(captures).compactMap { $0 }
    dilution = given.count == captures && Set(given).count == 1 ? given.first : nil
    values = rows
    diameters_nm = table.map(\.0)
    concentrations_per_mL = table.map(\.1)
  }
}

extension ComparedResult {
  /// What a NanoSight summary says: averages over the captures.
  init(_ summary: NanoSightSummary, name: String) {
    self.init(name: name, origin: .nanoSight)
    sample = summary.sample
    dilution = summary.dilution
    mode_nm = summary.average("Mode")
    mean_nm = summary.average("Mean")
    sd_nm = summary.average("SD")
    d10_nm = summary.average("D10")
    d50_nm = summary.average("D50")
    d90_nm = summary.average("D90")
    let row = "Concentration (Particles / ml)"
    concentration_per_mL = summary.average(row)
    modeInterval95_nm = Self.interval(summary, "Mode")
    d50Interval95_nm = Self.interval(summary, "D50")
    concentrationInterval95_per_mL = Self.interval(summary, row)
    let valid = summary.values["Valid Tracks"]?.prefix(summary.captures).compactMap { $0 } ?? []
    tracks = valid.isEmpty ? nil : Int(exactly: valid.reduce(0, +).rounded(.down))
    distribution = ComparedDistribution(
      borders_nm: Self.borders(summary.diameters_nm),
      weights: summary.concentrations_per_mL.map { $0[summary.captures] })
  }

  private static func interval(_ summary: NanoSightSummary, _ row: String) -> ClosedRange<Double>? {
    guard summary.captures > 1, let average = summary.average(row),
      let error = summary.standardError(row), error >= 0
    else { return nil }
    let half = Replicates.student95(degrees: summary.captures - 1) * error
    guard half.isFinite else { return nil }
    return average - half...average + half
  }
}
