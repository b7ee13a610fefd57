/// The volume of liquid in which particles are detected.
package struct ObservedVolume: Sendable, Equatable {
  /// Area in which spots are detected, µm².
  var area_um2: Double
  /// Effective depth of each size bin, µm.
  var depth_um: [Double]
  /// How the depth was determined.
  package var method: ConcentrationResult.Method
  /// Axial half-width w, µm: the ratio of each bin's depth to its relative depth.
  var axialHalfWidth_um: Double
  /// Relative standard error of the mean depth, as far as it is known; 0 for a stated depth.
  var relativeError = 0.0
  /// Standard deviation of ln amplitude that motion along the axis does not explain; nil if none.
  var intrinsicFluctuation: Double?

  /// A depth stated by the user or by an instrument profile.
  package struct StatedDepth: Sendable {
    /// The depth, µm, > 0.
    package var value_um: Double
    /// Whether it was stated for this run and not by an instrument profile.
    package var isByHand: Bool

    package init(value_um: Double, isByHand: Bool) {
      self.value_um = value_um
      self.isByHand = isByHand
    }
  }

  /// Creates the volume from the best available source of depth; nil if there is none.
  ///
  /// A depth stated by hand is a mean over the detected particles; the dependence of depth on size
  /// is determined from brightness in any case. Otherwise a calibration gives the absolute depth,
  /// or else the intensity fluctuations of particles that cross the volume. The nominal depth of an
  /// instrument profile is used only if both are missing.
  ///
  /// - Parameters:
  ///   - area_um2: detection area; nil for tracks without images.
  ///   - stated: the stated depth, if any.
  ///   - perFrame: fraction of the detected particles in each bin.
  ///   - relativeDepth: depth of each bin in units of the half-width.
  ///   - width: half-width from ``AxialCalibration``; nil if it could not be determined.
  ///   - calibratedWidth_um: half-width from a calibration; only a depth stated by hand precedes
  ///     it.
  ///   - calibratedWidthRelativeError: relative standard error of `calibratedWidth_um`, >= 0.
  ///   - meanError: relative standard error of the mean depth in units of the half-width.
  package init?(
    area_um2: Double?, stated: StatedDepth?, perFrame: [Double], relativeDepth: [Double],
    width: AxialCalibration.Width?, calibratedWidth_um: Double? = nil,
    calibratedWidthRelativeError: Double = 0, meanError: Double = 0
  ) {
    guard let area_um2 else { return nil }
    self.area_um2 = area_um2
    let isByHand = stated?.isByHand ?? false
    if let calibrated = calibratedWidth_um, !isByHand {
      axialHalfWidth_um = calibrated
      depth_um = relativeDepth.map { $0 * calibrated }
      relativeError =
        (meanError * meanError + calibratedWidthRelativeError * calibratedWidthRelativeError)
        .squareRoot()
      method = .calibrated
    } else if let width, !isByHand {
      axialHalfWidth_um = width.value_um
      depth_um = relativeDepth.map { $0 * width.value_um }
      relativeError = (meanError * meanError + width.relativeError * width.relativeError)
        .squareRoot()
      intrinsicFluctuation = width.intrinsicFluctuation
      method = .selfCalibrated
    } else if let stated {
      // Scaled so that the effective mean depth of the detected particles equals the stated depth.
      let inverse = zip(perFrame, relativeDepth).reduce(0) { $0 + $1.0 / $1.1 }
      let width = inverse * stated.value_um
      axialHalfWidth_um = width
      depth_um = relativeDepth.map { $0 * width }
      method = .nominalDepth
    } else {
      return nil
    }
  }
}
