/// Whether a wrong temperature could be what looks like a wrong pixel size.
enum TemperaturePlausibility {
  /// Errors of temperature beyond this are said, °C: cells are controlled or sensed better.
  static let noteworthy_C = 2.0

  /// The change of temperature that scales diameters by `factor`; `nil` if none in 0-100 °C does.
  ///
  /// Diameters go with T / viscosity(T); the factor of a salt solution's viscosity cancels.
  static func change_C(temperature_C: Double, factor: Double) -> Double? {
    guard let here = ratio(temperature_C), factor > 0 else { return nil }
    var (low, high) = (0.0, 100.0)
    guard let lowest = ratio(low), let highest = ratio(high),
      (lowest / here...highest / here).contains(factor)
    else { return nil }
    for _ in 0..<60 {
      let middle = 0.5 * (low + high)
      if let value = ratio(middle), value / here < factor { low = middle } else { high = middle }
    }
    return 0.5 * (low + high) - temperature_C
  }

  private static func ratio(_ temperature_C: Double) -> Double? {
    WaterViscosity.viscosity_mPas(at: temperature_C).map { (temperature_C + 273.15) / $0 }
  }
}
