import NTAAnalysis
import NTAVideo

/// Localizations from another program: a table of `frame,x,y`, one row per spot.
///
/// Columns may be in any order and among others; trackpy's `locate` output is accepted as it is.
/// `mass`, `intensity` or `signal` becomes the intensity, and a positive `ep` the standard error.
public enum LocalizationTable {
  /// Reads a table.
  ///
  /// - Parameter path: a CSV file; positions in px, frames from 0.
  /// - Returns: the spots of each frame; the outer index is the frame, so that frames without
  ///   spots are empty.
  /// - Throws: `TableError`, with the line of the error.
  public static func read(_ path: String) throws(TableError) -> [[Detection]] {
    var reader = try CSVReader.open(path)
    guard try reader.advance() else { throw .empty(path: path) }
    let columns = TableColumns(header: reader.fields)
    let required = try reader.require([
      ("frame", columns.index(of: "frame")), ("x", columns.index(of: "x")),
      ("y", columns.index(of: "y")),
    ])
    let intensity = columns.index(of: "mass", "intensity", "signal")
    let error = columns.index(of: "ep")
    let needed = (required.max() ?? 0) + 1
    var frames: [[Detection]] = []
    while try reader.advance() {
      try reader.requireFields(needed)
      let frame = try reader.whole(required[0], column: "frame", in: plausibleFrames)
      let x = try reader.place(required[1], column: "x")
      let y = try reader.place(required[2], column: "y")
      while frames.count <= frame { frames.append([]) }
      frames[frame].append(
        Detection(
          x: Float(x), y: Float(y), intensity: Float(reader.optional(intensity) ?? .nan),
          sigma: .nan, variance: Float(reader.variance(error))))
    }
    guard !frames.isEmpty else { throw .empty(path: path) }
    return frames
  }
}

extension CSVReader {
  /// A number in an optional column.
  borrowing func optional(_ index: Int?) -> Double? {
    guard let index, index < count else { return nil }
    return number(index)
  }

  /// The variance of a standard error; NaN unless positive, because trackpy writes negative errors
  /// or none for spots whose error it cannot determine.
  borrowing func variance(_ error: Int?) -> Double {
    guard let value = optional(error), value > 0, value.isFinite else { return .nan }
    return value * value
  }
}
