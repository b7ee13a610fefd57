import NTAAnalysis
import NTAVideo

/// Why a table could not be read.
public enum TableError: StageError {
  /// The system denied opening or reading the file.
  case unreadable(path: String, reason: String)
  /// The file has no header, or nothing below it.
  case empty(path: String)
  /// The file is not text: a spreadsheet, a picture, UTF-16.
  case notText(path: String, line: Int)
  /// A quoted field is never closed.
  case unclosedQuote(path: String, line: Int)
  /// A line exceeds the length limit.
  case longLine(path: String, line: Int, limit: Int)
  /// Required columns are missing.
  case missingColumns(path: String, missing: [String], found: [String])
  /// The table has the sizes of particles, but not where they were.
  case noTracks(path: String)
  /// The table has spots, but does not say which belong to one track.
  case notLinked(path: String)
  /// The file is no XML, or not TrackMate's.
  case badXML(path: String, line: Int, problem: String)
  /// A line has too few fields for the required columns.
  case shortLine(path: String, line: Int, fields: Int, expected: Int)
  /// A field does not hold what its column requires.
  case badValue(path: String, line: Int, column: String, text: String, expected: String)
  /// A particle has two positions in one frame.
  case duplicate(path: String, particle: Int, frame: Int)
  /// The time between frames is unknown.
  case missingFrameRate(path: String)
  /// Positions are lengths, and the pixel size is unknown.
  case missingPixelSize(path: String, unit: String)
  /// TrackMate's positions may be pixels or lengths, and the table does not state which.
  case missingUnit(path: String)
  /// The unit that was given is not the one that the table states.
  case unitContradicted(path: String, given: String, stated: String)
  /// The unit of length is unknown.
  case unknownUnit(path: String, unit: String)

  /// The category, which determines the exit code.
  public var category: ErrorCategory {
    switch self {
    case .unreadable: .unreadableInput
    case .missingFrameRate, .missingPixelSize, .missingUnit, .unitContradicted: .misuse
    default: .damagedInput
    }
  }

  /// The error, its place and its remedy as one sentence, in the given wording.
  public func description(in wording: Wording) -> String {
    switch self {
    case .unreadable(let path, let reason):
      "\(path): cannot be read (\(reason)); check the name and the permissions"
    case .empty(let path):
      "\(path): holds no rows; export the table again"
    case .notText(let path, let line):
      "\(path): line \(line) is not text in UTF-8 or Windows-1252; save the table as CSV in UTF-8"
    case .unclosedQuote(let path, let line):
      "\(path): the quoted field that starts in line \(line) never ends; close the quote"
    case .longLine(let path, let line, let limit):
      "\(path): line \(line) is longer than \(limit) bytes; export the table again"
    case .missingColumns(let path, let missing, let found):
      "\(path): has no column \(missing.joined(separator: ", ")) (it has "
        + "\(found.joined(separator: ", "))); add or rename the column"
    case .noTracks(let path):
      "\(path): holds the sizes of particles, but not their tracks; give the table of all tracks "
        + "(AllTracks.csv) of the same video"
    case .notLinked(let path):
      "\(path): does not say which spots belong to one track; link them with nta track first"
    case .badXML(let path, let line, let problem):
      "\(path): line \(line): \(problem); save the tracks in TrackMate again"
    case .shortLine(let path, let line, let fields, let expected):
      "\(path): line \(line) has \(fields) fields where \(expected) are needed; "
        + "complete or delete the line"
    case .badValue(let path, let line, let column, let text, let expected):
      "\(path): line \(line), column \(column): '\(text)' is not \(expected); correct it"
    case .duplicate(let path, let particle, let frame):
      "\(path): particle \(particle) is in frame \(frame) twice; give each particle its own number"
    case .missingFrameRate(let path):
      "\(path): has no times; give \(wording[.frameRate])"
    case .missingPixelSize(let path, let unit):
      "\(path): positions are in \(unit); give \(wording[.pixelSize])"
    case .missingUnit(let path):
      "\(path): does not state the unit of the positions; "
        + "give \(wording[.unit]) pixel or \(wording[.unit]) um"
    case .unitContradicted(let path, let given, let stated):
      "\(path): states its positions in \(stated), not in \(given); leave out \(wording[.unit]), or "
        + "correct the table"
    case .unknownUnit(let path, let unit):
      "\(path): positions are in '\(unit)', which is not a known unit; "
        + "use \(wording[.unit]) pixel or \(wording[.unit]) um"
    }
  }
}
