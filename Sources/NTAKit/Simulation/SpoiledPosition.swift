/// A position of a simulated run that an analysis should refuse.
public struct SpoiledPosition: Sendable, Equatable {
  /// What is wrong with it.
  public enum Kind: String, Sendable, CaseIterable {
    /// The liquid streams at 60 µm/s.
    case drifting
    /// Twelve times as many particles.
    case crowded
    /// No particles.
    case empty
    /// Fifteen times the stray light.
    case flooded
  }
  /// Position, from 1.
  public var position: Int
  /// What is wrong with it.
  public var kind: Kind

  /// A spoiled position from its number and fault.
  public init(position: Int, kind: Kind) {
    self.position = position
    self.kind = kind
  }
}

/// What a fault changes.
extension SpoiledPosition.Kind {
  var extraDrift_um_per_s: Double { self == .drifting ? 60 : 0 }
  var strayLightFactor: Double { self == .flooded ? 15 : 1 }
  var concentrationFactor: Double {
    switch self {
    case .crowded: 12
    case .empty: 0
    case .drifting, .flooded: 1
    }
  }
}
