/// Whether particles are brighter or darker than the liquid around them.
public enum Polarity: String, Sendable, Equatable, CaseIterable, Codable {
  /// Scattered light on a dark ground: NTA's dark-field.
  case bright
  /// Shadows on a bright ground: bright-field microscopy.
  case dark
}
