/// The slab of liquid in which particles are seen.
struct ObservedVolume: Sendable, Equatable {
  /// Field of view in which spots are detected, µm².
  var area_um2: Double
  /// Depth for each class of the size grid, µm.
  var depth_um: [Double]
  /// How the depth is known.
  var method: ConcentrationResult.Method
  /// Depth of the classes over their relative depth.
  var slabWidth_um: Double
  /// Standard error of the mean depth over it, as far as the recording tells.
  var relativeError = 0.0

  /// The volume by the best that is known of it.
  ///
  /// A depth that was given by hand is a mean over the particles seen; how depth goes with size is
  /// learnt from brightness either way. Brightness that wanders as particles cross the slab gives
  /// the absolute depth; an instrument profile's nominal depth is used only where that fails.
  ///
  /// - Parameters:
  ///   - area_um2: field of view; nil for tracks without pictures.
  ///   - stated: the depth that was given, and by whom.
  ///   - perFrame: shares of the classes among particles seen.
  ///   - relativeDepth: depth of the classes in units of `width_um`.
  ///   - width: from ``AxialCalibration``, if it could tell.
  ///   - calibratedWidth_um: the same by a calibration; only a depth given by hand goes before it.
  ///   - meanError: what the mean depth in units of the width scatters by, as a share.
  init?(
    area_um2: Double?, stated: Setting<Double>?, perFrame: [Double], relativeDepth: [Double],
    width: AxialCalibration.Width?, calibratedWidth_um: Double? = nil, meanError: Double = 0
  ) {
    guard let area_um2 else { return nil }
    self.area_um2 = area_um2
    let isByHand = stated.map { $0.source.precedes(.instrumentProfile) } ?? false
    if let calibrated = calibratedWidth_um, !isByHand {
      slabWidth_um = calibrated
      depth_um = relativeDepth.map { $0 * calibrated }
      relativeError = meanError
      method = .calibrated
    } else if let width, !isByHand {
      slabWidth_um = width.value_um
      depth_um = relativeDepth.map { $0 * width.value_um }
      relativeError = (meanError * meanError + width.relativeError * width.relativeError)
        .squareRoot()
      method = .selfCalibrated
    } else if let stated {
      // Scaled so that the count of all particles over the stated depth is the concentration.
      let inverse = zip(perFrame, relativeDepth).reduce(0) { $0 + $1.0 / $1.1 }
      let width = inverse * stated.value
      slabWidth_um = width
      depth_um = relativeDepth.map { $0 * width }
      method = .nominalDepth
    } else {
      return nil
    }
  }
}
