/// Why a table could not be read.
public enum TableError: StageError {
  /// The system refused to open or read the file.
  case unreadable(path: String, reason: String)
  /// The file has no header, or nothing below it.
  case empty(path: String)
  /// The file is no text: a spreadsheet, a picture, UTF-16.
  case notText(path: String, line: Int)
  /// A quoted field that never ends.
  case unclosedQuote(path: String, line: Int)
  /// A line that is longer than any table's.
  case longLine(path: String, line: Int, limit: Int)
  /// Columns that must be there are not.
  case missingColumns(path: String, missing: [String], found: [String])
  /// A line has too few fields for the columns that matter.
  case shortLine(path: String, line: Int, fields: Int, expected: Int)
  /// A field is not what its column holds.
  case badValue(path: String, line: Int, column: String, text: String, expected: String)
  /// A particle is in two places in one frame.
  case duplicate(path: String, particle: Int, frame: Int)
  /// Nothing says how far apart in time the frames are.
  case missingFrameRate(path: String)
  /// Positions are lengths, and nothing says how long a pixel is.
  case missingPixelSize(path: String, unit: String)
  /// TrackMate's positions may be pixels or lengths, and the table does not say which.
  case missingUnit(path: String)
  /// A unit of length that is not known.
  case unknownUnit(path: String, unit: String)

  /// The exit code a command ends with.
  public var exitCode: ExitCode {
    switch self {
    case .unreadable: .unreadableInput
    case .missingFrameRate, .missingPixelSize, .missingUnit: .misuse
    default: .damagedInput
    }
  }

  /// One sentence: what, where, what to do.
  public var description: String {
    switch self {
    case .unreadable(let path, let reason):
      "\(path): cannot be read (\(reason)); check the name and the permissions"
    case .empty(let path):
      "\(path): holds no rows; export the table again"
    case .notText(let path, let line):
      "\(path): line \(line) is not UTF-8 text; save the table as CSV in UTF-8"
    case .unclosedQuote(let path, let line):
      "\(path): the quoted field that starts in line \(line) never ends; close the quote"
    case .longLine(let path, let line, let limit):
      "\(path): line \(line) is longer than \(limit) bytes; export the table again"
    case .missingColumns(let path, let missing, let found):
      "\(path): has no column \(missing.joined(separator: ", ")) (it has "
        + "\(found.joined(separator: ", "))); add or rename the column"
    case .shortLine(let path, let line, let fields, let expected):
      "\(path): line \(line) has \(fields) fields where \(expected) are needed; "
        + "complete or delete the line"
    case .badValue(let path, let line, let column, let text, let expected):
      "\(path): line \(line), column \(column): '\(text)' is not \(expected); correct it"
    case .duplicate(let path, let particle, let frame):
      "\(path): particle \(particle) is in frame \(frame) twice; give each particle its own number"
    case .missingFrameRate(let path):
      "\(path): has no times; give --frame-rate"
    case .missingPixelSize(let path, let unit):
      "\(path): positions are in \(unit); give --pixel-size"
    case .missingUnit(let path):
      "\(path): does not say in what unit the positions are; give --unit pixel or --unit um"
    case .unknownUnit(let path, let unit):
      "\(path): positions are in '\(unit)', which is no known unit; use --unit pixel or --unit um"
    }
  }
}
