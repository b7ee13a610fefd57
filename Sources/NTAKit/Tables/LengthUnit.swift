import NTAAnalysis
import NTAVideo

/// The unit of the positions in a table of tracks.
public enum LengthUnit: String, Sendable, CaseIterable {
  /// The unit stated in the table, or else pixels.
  case automatic
  /// Pixels.
  case pixel
  /// Micrometres.
  case um

  /// Micrometres per unit of length that a table states, which must be this unit.
  ///
  /// - Parameters:
  ///   - name: the unit by the table.
  ///   - path: the table, for messages.
  /// - Returns: `nil` for pixels.
  /// - Throws: `TableError.unknownUnit`, or `TableError.unitContradicted` for another unit.
  func micrometers(stated name: String, path: String) throws(TableError) -> Double? {
    let stated = try Self.micrometers(in: name, path: path)
    switch self {
    case .automatic: return stated
    case .pixel where stated == nil, .um where stated == 1: return stated
    case .pixel, .um: throw .unitContradicted(path: path, given: rawValue, stated: name)
    }
  }

  /// Micrometres per unit of length named in a table (`micron`, `µm`, `nm`); `nil` for pixels.
  static func micrometers(in name: String, path: String) throws(TableError) -> Double? {
    switch name.lowercased() {
    case "", "pixel", "pixels", "px", "pix": nil
    case "µm", "μm", "um", "\\u00b5m", "micron", "microns", "micrometer", "micrometre",
      "micrometers", "micrometres":
      1
    case "nm", "nanometer", "nanometre", "nanometers", "nanometres": 1e-3
    case "mm", "millimeter", "millimetre": 1e3
    case "cm", "centimeter", "centimetre": 1e4
    case "m", "meter", "metre": 1e6
    case "inch", "in": 25_400
    default: throw .unknownUnit(path: path, unit: name)
    }
  }

  /// Seconds per unit of time named in a table (`sec`, `ms`); `nil` for frames and for what is no
  /// unit of time.
  static func seconds(in name: String) -> Double? {
    switch name.lowercased() {
    case "s", "sec", "secs", "second", "seconds": 1
    case "ms", "msec", "millisecond", "milliseconds": 1e-3
    case "min", "minute", "minutes": 60
    default: nil
    }
  }
}
