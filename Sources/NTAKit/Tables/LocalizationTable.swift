import NTAAnalysis
import NTAVideo

/// Localizations from another program: a table of `frame,x,y`, one row per spot.
///
/// Columns may be in any order and among others, under any name of `TrackQuantity`; trackpy's
/// `locate` output and ThunderSTORM's table are accepted as they are.
public enum LocalizationTable {
  /// Reads a table.
  ///
  /// - Parameters:
  ///   - path: a CSV file; positions in px unless the table states a unit, frames from 0.
  ///   - pixelSize_um: pixel size in µm, above 0; needed if positions are lengths.
  /// - Returns: the spots of each frame, in px; the outer index is the frame, so that frames
  ///   without spots are empty.
  /// - Throws: `TableError`, with the line of the error.
  public static func read(
    _ path: String, pixelSize_um: Double? = nil
  ) throws(TableError) -> [[Detection]] {
    var reader = try CSVReader.open(path)
    let columns = try TrackColumns.find(in: &reader)
    let required = try reader.require([
      ("frame", columns[.frame]), ("x", columns[.x]), ("y", columns[.y]),
    ])
    let pixels = try pixelsPerUnit(columns.column(.x)?.unit, pixelSize_um, path)
    let errorUnit = columns.column(.error)?.unit ?? columns.column(.x)?.unit
    let errorPixels = try pixelsPerUnit(errorUnit, pixelSize_um, path)
    let intensity = columns[.amplitude] ?? columns[.brightness]
    let needed = (required.max() ?? 0) + 1
    var frames: [[Detection]] = []
    while try reader.advance() {
      try reader.requireFields(needed)
      let frame = try reader.whole(required[0], column: "frame", in: plausibleFrames)
      let x = try reader.place(required[1], column: "x") * pixels
      let y = try reader.place(required[2], column: "y") * pixels
      while frames.count <= frame { frames.append([]) }
      frames[frame].append(
        Detection(
          x: Float(x), y: Float(y), intensity: Float(reader.optional(intensity) ?? .nan),
          sigma: .nan,
          variance: Float(reader.variance(columns[.error]) * errorPixels * errorPixels)))
    }
    guard !frames.isEmpty else { throw .empty(path: path) }
    return frames
  }

  private static func pixelsPerUnit(
    _ name: String?, _ pixelSize_um: Double?, _ path: String
  ) throws(TableError) -> Double {
    guard let name, let micrometers = try LengthUnit.micrometers(in: name, path: path) else {
      return 1
    }
    guard let pixelSize_um else { throw .missingPixelSize(path: path, unit: name) }
    return micrometers / pixelSize_um
  }
}
