import NTAAnalysis
import NTAVideo

/// A position of a simulated run with a fault that should make an analysis exclude it.
package struct SpoiledPosition: Sendable, Equatable {
  /// The kind of fault.
  package enum Kind: String, Sendable, CaseIterable {
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
  package var position: Int
  /// The kind of fault.
  package var kind: Kind

  /// A spoiled position from its number and fault.
  package init(position: Int, kind: Kind) {
    self.position = position
    self.kind = kind
  }
}

/// The effect of each fault.
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
