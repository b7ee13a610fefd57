import NTAAnalysis
import NTAVideo

/// The particles of one NanoSight video, from `ParticleData.csv` (a line for each particle) or
/// `AllTracks.csv` of software 3.4 (a line for each place of a particle).
struct NanoSightParticles: Sendable, Equatable {
  /// Diameters in nm of the particles that the software includes in its distribution, ascending.
  let diameters_nm: [Double]

  /// True when the first line of a text has the columns of such a file.
  static func isTable(_ text: some StringProtocol) -> Bool {
    let line = text.prefix { !$0.isNewline }.lowercased()
    return line.contains("particle id") && line.contains("size/nm")
  }

  /// Reads a file.
  ///
  /// - Throws: ``InstrumentFileError/table(_:)`` with the line of the error.
  init(path: String) throws(InstrumentFileError) {
    do throws(TableError) {
      diameters_nm = try Self.diameters(path)
    } catch {
      throw .table(error)
    }
  }

  private static func diameters(_ path: String) throws(TableError) -> [Double] {
    var reader = try CSVReader.open(path)
    guard try reader.advance() else { throw .empty(path: path) }
    let header = reader.fields.map { $0.lowercased() }
    guard let particle = header.firstIndex(of: "particle id"),
      let size = header.firstIndex(of: "size/nm")
    else {
      throw .missingColumns(path: path, missing: ["Particle ID", "Size/nm"], found: reader.fields)
    }
    let included = header.firstIndex(of: "included in distribution?")
    var diameters: [Int: Double] = [:]
    while try reader.advance() {
      let expected = max(particle, size) + 1
      guard reader.count >= expected else {
        throw .shortLine(
          path: path, line: reader.line, fields: reader.count, expected: expected)
      }
      if let included, included < reader.count, reader.text(included).lowercased() == "false" {
        continue
      }
      guard let number = reader.number(particle).flatMap({ Int(exactly: $0) }) else {
        throw .badValue(
          path: path, line: reader.line, column: "Particle ID", text: reader.text(particle),
          expected: "a whole number")
      }
      guard let diameter = reader.number(size), diameter > 0,
        diameter < InstrumentFileError.largestNumber
      else {
        throw .badValue(
          path: path, line: reader.line, column: "Size/nm", text: reader.text(size),
          expected: "a diameter in nm")
      }
      diameters[number] = diameter
    }
    return diameters.values.sorted()
  }
}
