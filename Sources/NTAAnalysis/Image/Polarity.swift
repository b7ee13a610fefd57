/// Whether particles are brighter or darker than the liquid around them.
public enum Polarity: String, Sendable, Equatable, CaseIterable, Codable {
  /// Scattered light on a dark background: dark-field, as in NTA.
  case bright
  /// Shadows on a bright background: bright-field microscopy.
  case dark
}
