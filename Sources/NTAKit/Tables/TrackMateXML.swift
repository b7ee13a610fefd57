import Foundation
import FoundationXML
import NTAAnalysis
import NTAVideo

/// Reads TrackMate's XML: the file it saves, and the file of "Export tracks to XML".
final class TrackMateXML: NSObject {
  /// What the file holds.
  struct Movie {
    /// True if the positions are lengths, in µm.
    var hasLengths: Bool
    var rows: TrackCollector
  }

  /// Largest accepted file, in bytes.
  private static let sizeLimit = 1 << 30

  private struct Spot {
    var frame: Int
    var time: Double?
    var x: Double
    var y: Double
    var quality: Double?
  }

  private var lengthUnit: String?
  private var timeUnit: String?
  private var interval: Double?
  /// Spots by identifier, and the identifiers of each track's spots.
  private var spots: [String: Spot] = [:]
  private var members: [Int: Set<String>] = [:]
  /// Tracks that pass TrackMate's filters; empty if the file does not say which do.
  private var filtered: Set<Int> = []
  private var track = -1
  private var problem: String?

  /// True if a file is named as XML.
  static func isXML(_ path: String) -> Bool { path.lowercased().hasSuffix(".xml") }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: the XML file.
  ///   - unit: unit of the positions; by default the one that the file states.
  /// - Returns: the tracks that TrackMate shows.
  /// - Throws: `TableError` for a file that cannot be read, or is of another kind.
  static func read(_ path: String, unit: LengthUnit) throws(TableError) -> Movie {
    let bytes: [UInt8]
    do throws(SmallFile.Problem) {
      bytes = try SmallFile.bytes(of: path, limit: sizeLimit)
    } catch {
      switch error {
      case .unreadable(let reason): throw .unreadable(path: path, reason: reason)
      case .tooLarge(let bytes): throw .unreadable(path: path, reason: "it has \(bytes) bytes")
      }
    }
    let content = TrackMateXML()
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = content
    // The parser goes on after some errors, and still says that all is well.
    guard parser.parse(), parser.parserError == nil, content.problem == nil else {
      throw .badXML(
        path: path, line: parser.lineNumber, problem: content.problem ?? "this is not XML")
    }
    return try content.movie(path: path, unit: unit)
  }

  private func movie(path: String, unit: LengthUnit) throws(TableError) -> Movie {
    if lengthUnit == nil, unit == .automatic { throw .missingUnit(path: path) }
    let micrometers =
      try lengthUnit.map { stated throws(TableError) in
        try unit.micrometers(stated: stated, path: path)
      } ?? (unit == .um ? 1 : nil)
    let seconds = timeUnit.flatMap { StatedUnit.seconds($0) }
    let scale = micrometers ?? 1
    var rows = TrackCollector()
    for (number, identifiers) in members.sorted(by: { $0.key < $1.key })
    where filtered.isEmpty || filtered.contains(number) {
      for spot in identifiers.compactMap({ spots[$0] }).sorted(by: { $0.frame < $1.frame }) {
        let time = spot.time ?? interval.map { $0 * Double(spot.frame) }
        rows.add(
          TrackTableRow(
            particle: number, frame: spot.frame,
            time: seconds.flatMap { seconds in time.map { $0 * seconds } },
            point: TrackPoint(
              frame: Int32(spot.frame), x: Float(spot.x * scale), y: Float(spot.y * scale),
              intensity: Float(spot.quality ?? .nan), variance: .nan)))
      }
    }
    guard !rows.isEmpty else { throw .empty(path: path) }
    return Movie(hasLengths: micrometers != nil, rows: rows)
  }
}

extension TrackMateXML: XMLParserDelegate {
  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    func number(_ name: String) -> Double? {
      attributes[name].flatMap(Double.init).flatMap { $0.isFinite ? $0 : nil }
    }
    switch element {
    case "Tracks":
      (lengthUnit, timeUnit) = (attributes["spaceUnits"], attributes["timeUnits"])
      interval = number("frameInterval")
    case "Model":
      (lengthUnit, timeUnit) = (attributes["spatialunits"], attributes["timeunits"])
    case "particle":
      track += 1
    case "Track":
      track = number("TRACK_ID").flatMap { Int(exactly: $0) } ?? track + 1
    case "TrackID":
      if let id = number("TRACK_ID").flatMap({ Int(exactly: $0) }) { filtered.insert(id) }
    case "Edge":
      for end in ["SPOT_SOURCE_ID", "SPOT_TARGET_ID"] {
        if let id = attributes[end] { members[track, default: []].insert(id) }
      }
    case "detection":
      let id = "detection \(spots.count)"
      add(id, frame: number("t"), x: number("x"), y: number("y"), parser: parser)
      members[track, default: []].insert(id)
    case "Spot":
      guard let id = attributes["ID"] else { return }
      add(
        id, frame: number("FRAME"), x: number("POSITION_X"), y: number("POSITION_Y"),
        time: number("POSITION_T"), quality: number("QUALITY"), parser: parser)
    default:
      break
    }
  }

  func parser(_ parser: XMLParser, parseErrorOccurred parseError: any Error) {
    problem = problem ?? "this is not whole XML"
  }

  private func add(
    _ id: String, frame: Double?, x: Double?, y: Double?, time: Double? = nil,
    quality: Double? = nil, parser: XMLParser
  ) {
    guard let frame = frame.flatMap({ Int(exactly: $0) }), plausibleFrames.contains(frame),
      let x, let y, abs(x) <= farthestPlace, abs(y) <= farthestPlace
    else {
      problem = "a spot has no frame or no place"
      parser.abortParsing()
      return
    }
    spots[id] = Spot(frame: frame, time: time, x: x, y: y, quality: quality)
  }
}
