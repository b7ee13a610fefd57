import Foundation
import NTAAnalysis
import NTAVideo

/// Illumination and defocus of a particle, which may differ over the field of view.
struct FieldOptics {
  private let optics: SimulatedOptics
  private let middle_um: (x: Double, y: Double)
  private let width_um: Double
  private let halfHeight_um: Double
  /// Illumination at the upper and lower edges relative to the middle, without depth.
  private let edgeRatio: Double
  /// Depth of the focal plane at the right edge less that at the left edge.
  private let tilt_um: Double
  /// Share of the light in a ring for places beyond a tilted focal plane.
  private let ringFractionBeyond: Double

  init(_ parameters: SimulationParameters) {
    optics = parameters.optics
    middle_um = parameters.middle_um
    width_um = Double(parameters.camera.width) * parameters.pixelSize_um
    halfHeight_um = Double(parameters.camera.height) * parameters.pixelSize_um / 2
    edgeRatio = parameters.values(of: .beamProfile)?[0] ?? 1
    let tilt = parameters.values(of: .tilt) ?? [0, 0]
    tilt_um = tilt[0]
    ringFractionBeyond = tilt[1]
  }

  /// Intensity of the light sheet relative to that at its centre.
  /// - Parameters:
  ///   - y_um: row of the place, in µm from the centre of the topmost pixel.
  ///   - z_um: depth of the place, in µm from the middle of the sheet.
  /// - Returns: in [0, 1].
  func illumination(y_um: Double, z_um: Double) -> Double {
    let centre = optics.illumination(defocus_um: z_um)
    if edgeRatio == 1 { return centre }
    let ratio = (y_um - middle_um.y) / halfHeight_um
    return centre * pow(edgeRatio, ratio * ratio)
  }

  /// Signed distance of a place from the focal plane, in µm.
  /// - Parameters:
  ///   - x_um: column of the place, in µm from the centre of the leftmost pixel.
  ///   - z_um: depth of the place, in µm from the middle of the sheet.
  /// - Returns: `z_um` unless the focal plane is tilted.
  func defocus_um(x_um: Double, z_um: Double) -> Double {
    z_um - tilt_um * (x_um - middle_um.x) / width_um
  }

  /// Share of a strongly defocused spot's light that lies in a ring, in [0, 1].
  func ringFraction(defocus_um: Double) -> Double {
    defocus_um > 0 ? max(optics.ringFraction, ringFractionBeyond) : optics.ringFraction
  }
}
