/// The slab of liquid in which particles are seen.
struct ObservedVolume: Sendable, Equatable {
  /// Field of view, µm².
  var area_um2: Double
  /// Depth for each class of the size grid, µm; only ratios count when `isAbsolute` is false.
  var depth_um: [Double]
  var method: ConcentrationResult.Method

  /// The same depth for every size.
  static func uniform(
    area_um2: Double, depth_um: Double, classes: Int, method: ConcentrationResult.Method
  ) -> ObservedVolume {
    ObservedVolume(
      area_um2: area_um2, depth_um: [Double](repeating: depth_um, count: classes), method: method)
  }
}

extension ObservedVolume {
  /// The volume by what is known of it: the depth that was given.
  static func of(
    tracks: [SizedTrack], observations: [PositionObservation], settings: MeasurementSettings,
    grid: SizeGrid
  ) -> ObservedVolume? {
    guard let area = observations.compactMap(\.area_um2).first, let depth = settings.depth_um
    else { return nil }
    return .uniform(
      area_um2: area, depth_um: depth.value, classes: grid.count, method: .nominalDepth)
  }
}
