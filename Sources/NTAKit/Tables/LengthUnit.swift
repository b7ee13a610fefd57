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
    if pixels.contains(name.lowercased()) { return nil }
    guard let micrometers = StatedUnit.micrometres(name) else {
      throw .unknownUnit(path: path, unit: name)
    }
    return micrometers
  }

  private static let pixels: Set<String> = ["", "pixel", "pixels", "px", "pix"]
}
