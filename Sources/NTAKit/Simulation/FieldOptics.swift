import Foundation
import NTAAnalysis
import NTAVideo

/// Illumination of a particle, which may differ over the field of view.
struct FieldOptics {
  private let optics: SimulatedOptics
  private let middleY_um: Double
  private let halfHeight_um: Double
  /// Illumination at the upper and lower edges relative to the middle, without depth.
  private let edgeRatio: Double

  init(_ parameters: SimulationParameters) {
    optics = parameters.optics
    middleY_um = parameters.middle_um.y
    halfHeight_um = Double(parameters.camera.height) * parameters.pixelSize_um / 2
    edgeRatio = parameters.values(of: .beamProfile)?[0] ?? 1
  }

  /// Intensity of the light sheet relative to that at its centre.
  /// - Parameters:
  ///   - y_um: row of the place, in µm from the centre of the topmost pixel.
  ///   - z_um: depth of the place, in µm from the middle of the sheet.
  /// - Returns: in [0, 1].
  func illumination(y_um: Double, z_um: Double) -> Double {
    let ratio = (y_um - middleY_um) / halfHeight_um
    return optics.illumination(defocus_um: z_um) * pow(edgeRatio, ratio * ratio)
  }
}
