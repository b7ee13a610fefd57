/// The slab of liquid in which particles are seen.
struct ObservedVolume: Sendable, Equatable {
  /// Field of view, µm².
  var area_um2: Double
  /// Depth for each class of the size grid, µm.
  var depth_um: [Double]
  /// How the depth is known.
  var method: ConcentrationResult.Method
}

/// What is known of the observed volume before the particles are counted.
///
/// A depth that was given by hand or by an instrument's profile is a mean over the particles seen;
/// how depth goes with size is learnt from brightness either way. Brightness that wanders as
/// particles diffuse through the slab gives the absolute depth without being told any.
struct VolumeKnowledge: Sendable {
  var area_um2: Double
  var stated: Setting<Double>?

  init?(_ observations: [PositionObservation], settings: MeasurementSettings) {
    guard let area = observations.compactMap(\.area_um2).first else { return nil }
    area_um2 = area
    stated = settings.depth_um
  }

  /// The volume for a distribution over particles per frame.
  ///
  /// - Parameters:
  ///   - perFrame: shares of the classes among particles seen.
  ///   - depth: brightness model.
  /// - Returns: nil when no depth is stated and none can be learnt.
  func volume(perFrame: [Double], depth: BrightnessDepth) -> ObservedVolume? {
    let relative = depth.relativeDepth
    let isByHand = stated.map { $0.source.precedes(.instrumentProfile) } ?? false
    if let width = depth.width_um, !isByHand {
      return ObservedVolume(
        area_um2: area_um2, depth_um: relative.map { $0 * width }, method: .selfCalibrated)
    }
    guard let stated else { return nil }
    // Scaled so that the count of all particles over the stated depth is the concentration.
    let inverse = zip(perFrame, relative).reduce(0) { $0 + $1.0 / $1.1 }
    return ObservedVolume(
      area_um2: area_um2, depth_um: relative.map { $0 * inverse * stated.value },
      method: .nominalDepth)
  }
}
