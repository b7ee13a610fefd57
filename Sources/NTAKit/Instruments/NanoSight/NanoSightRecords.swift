import Algorithms
import NTAAnalysis
import NTAVideo

/// The lines of a NanoSight summary, collected one by one.
struct NanoSightRecords {
  /// The fields of a line.
  struct Record {
    /// Number of the line, from 1.
    var line: Int
    var fields: [String]
  }

  /// Rows of numbers that cannot be negative.
  private static let positive: Set<String> = [
    concentration, "Completed tracks", "Valid Tracks", "Mean", "Mode", "SD",
    "D10", "D50", "D90", dilution,
  ]
  /// Name of the row of dilutions.
  static let dilution = "Dilution factor (concentrations adjusted for this factor)"
  /// Name of the row of concentrations.
  static let concentration = "Concentration (Particles / ml)"

  private let path: String
  private var section = ""
  private var isTable = false
  /// True if the captures' columns of the table are followed by one of their average.
  private var hasAverage = false
  private var captures = 0
  /// Numbers by row name, one per column; the first row of a name counts.
  private var rows: [String: [Double?]] = [:]
  /// First text by row name.
  private var texts: [String: String] = [:]
  /// Bin centres, and concentrations of the captures and their average.
  private var table: [(centre_nm: Double, concentrations_per_mL: [Double])] = []

  private init(path: String) { self.path = path }

  /// Reads the lines of a file.
  ///
  /// - Parameters:
  ///   - records: the fields of each line.
  ///   - path: for messages.
  /// - Returns: the content of the file.
  /// - Throws: ``InstrumentFileError`` for a file that is truncated or of another kind.
  static func summary(
    of records: [Record], path: String
  ) throws(InstrumentFileError) -> NanoSightSummary {
    guard let first = records.first?.fields.first, NanoSightSummary.isSummary(first) else {
      throw .unknownKind(path: path)
    }
    var collected = NanoSightRecords(path: path)
    for record in records {
      // The tables that follow have other weightings.
      if record.fields[0].hasPrefix("Percentile") { break }
      try collected.add(record)
    }
    try collected.check()
    return collected.summary
  }

  private mutating func add(_ record: Record) throws(InstrumentFileError) {
    let fields = record.fields
    let key = fields[0]
    let rest = Array(fields.dropFirst())
    if key.hasPrefix("[") {
      section = key
      isTable = false
    } else if key == "Filename:" {
      captures = rest.count { !$0.isEmpty }
    } else if isTable, let centre = Self.number(key) {
      let columns = captures + (hasAverage ? 1 : 0)
      var numbers = rest.prefix(columns).compactMap(Self.number)
      guard numbers.count == columns else {
        throw .malformed(path: path, problem: "the bin at \(key) nm is incomplete or not a number")
      }
      if !hasAverage { numbers.append(numbers.reduce(0, +) / Double(captures)) }
      for number in [centre] + numbers {
        try InstrumentFileError.check(
          number, path: path, line: record.line, column: "Bin centre (nm) \(key)")
      }
      table.append((centre, numbers))
    } else if key.hasPrefix("Bin centre (nm)"), rest.first?.hasPrefix("Concentration") == true {
      isTable = section == "[Size Data]"
      hasAverage = rest.contains { $0.lowercased().hasSuffix("average") }
    } else if rows[key] == nil {
      texts[key] = texts[key] ?? rest.first
      let numbers = rest.map(Self.number)
      for number in numbers where Self.positive.contains(key) {
        try InstrumentFileError.check(
          number ?? .nan, path: path, line: record.line, column: key)
      }
      rows[key] = numbers
      if key.hasPrefix("Created with") { texts["software"] = String(key.dropFirst(13)) }
    }
  }

  /// A finite number; fields that are separated by semicolons may have a decimal comma.
  private static func number(_ text: String) -> Double? {
    let number = Double(text.contains(",") ? text.replacing(",", with: ".") : text)
    return number.flatMap { $0.isFinite ? $0 : nil }
  }

  private func check() throws(InstrumentFileError) {
    guard captures > 0, table.count > 1, rows["D50"] != nil else {
      throw .malformed(path: path, problem: "its size table is missing")
    }
    guard table.adjacentPairs().allSatisfy({ $0.centre_nm < $1.centre_nm }) else {
      throw .malformed(path: path, problem: "the bins of its size table do not ascend")
    }
  }

  private var summary: NanoSightSummary {
    let names = ["Sample Description", "Sample Name"]
    let factors = rows[Self.dilution] ?? []
    let stated = factors.prefix(captures).compactMap { $0 }
    return NanoSightSummary(
      software: texts["software"] ?? texts["Software Version"] ?? "unknown",
      sample: names.lazy.compactMap { texts[$0] }.first { !$0.isEmpty }, captures: captures,
      dilution: stated.count == captures && Set(stated).count == 1 ? stated.first : nil,
      values: rows, diameters_nm: table.map(\.centre_nm),
      concentrations_per_mL: table.map(\.concentrations_per_mL))
  }
}
