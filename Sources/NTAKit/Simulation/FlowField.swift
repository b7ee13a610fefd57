import Foundation
import NTAAnalysis
import NTAVideo

/// A steady flow of the liquid whose velocity differs over the field of view or the depth.
///
/// All fields are free of divergence, so that they leave the density of particles uniform.
struct FlowField: Sendable {
  /// The velocity field, relative to the centre of the box.
  private enum Shape {
    /// (gradient z, 0).
    case shear(gradient_per_s: Double)
    /// (peak (1 - (z / half depth)²), 0).
    case poiseuille(peak_um_per_s: Double)
    /// The curl of a stream function that vanishes on the borders of the box.
    case roll(amplitude_um2_per_s: Double, vortices: Double)
    /// (rate x, -rate y).
    case stretching(rate_per_s: Double)
  }

  private let shape: Shape
  private let centre_um: (x: Double, y: Double)
  private let size_um: (x: Double, y: Double, z: Double)

  /// The field of a condition; `nil` if the condition is no flow.
  init?(_ condition: SimulatedCondition, parameters: SimulationParameters) {
    let lengths = parameters.boxBorders_um.map { $0.upperBound - $0.lowerBound }
    let speed = condition.values.first ?? 0
    centre_um = parameters.middle_um
    size_um = (lengths[0], lengths[1], lengths[2])
    switch condition.kind {
    case .shearFlow:
      shape = .shear(gradient_per_s: speed / (2 * parameters.optics.sheetHalfWidth_um))
    case .poiseuilleFlow:
      shape = .poiseuille(peak_um_per_s: speed)
    case .rollFlow:
      let vortices = condition.values[1]
      let steepest = Double.pi * max(vortices / size_um.x, 1 / size_um.y)
      shape = .roll(amplitude_um2_per_s: speed / steepest, vortices: vortices)
    case .extensionFlow:
      let halfWidth_um = Double(parameters.camera.width) * parameters.pixelSize_um / 2
      shape = .stretching(rate_per_s: speed / halfWidth_um)
    default:
      return nil
    }
  }

  /// Velocity of the liquid at a place in the box, in µm/s.
  func velocity_um_per_s(x_um: Double, y_um: Double, z_um: Double) -> (x: Double, y: Double) {
    switch shape {
    case .shear(let gradient):
      return (gradient * z_um, 0)
    case .poiseuille(let peak):
      let ratio = 2 * z_um / size_um.z
      return (peak * (1 - ratio * ratio), 0)
    case .roll(let amplitude, let vortices):
      let kx = vortices * Double.pi / size_um.x
      let ky = Double.pi / size_um.y
      let (u, v) = (kx * (x_um - centre_um.x + size_um.x / 2), ky * (y_um - centre_um.y))
      // The stream function amplitude sin(u) cos(v), with v from the middle.
      return (-amplitude * ky * sin(u) * sin(v), -amplitude * kx * cos(u) * cos(v))
    case .stretching(let rate):
      return (rate * (x_um - centre_um.x), -rate * (y_um - centre_um.y))
    }
  }

  /// Rate of an extensional flow, in 1/s; 0 for other flows, which carry nothing over the borders
  /// that does not come in at the opposite side.
  var extensionRate_per_s: Double {
    if case .stretching(let rate) = shape { rate } else { 0 }
  }

  /// Largest speed in the box, in µm/s.
  var largestSpeed_um_per_s: Double {
    switch shape {
    case .shear(let gradient): abs(gradient) * size_um.z / 2
    case .poiseuille(let peak): abs(peak)
    case .roll(let amplitude, let vortices):
      abs(amplitude) * Double.pi * max(vortices / size_um.x, 1 / size_um.y)
    case .stretching(let rate): rate * hypot(size_um.x, size_um.y) / 2
    }
  }

  /// The numbers of the field for `truth.json`, beside those of the condition.
  var numbers: [String: Double] {
    switch shape {
    case .shear(let gradient): ["gradient_per_s": gradient]
    case .poiseuille: ["depth_um": size_um.z]
    case .roll: ["width_um": size_um.x, "height_um": size_um.y]
    case .stretching(let rate): ["rate_per_s": rate]
    }
  }
}
