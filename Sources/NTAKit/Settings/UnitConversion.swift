import NTAAnalysis
import NTAVideo

/// A conversion between two units of one quantity: `value * scale + offset`.
struct UnitConversion: Equatable {
  private let scale: Double
  private let offset: Double

  private init(_ scale: Double, offset: Double = 0) {
    (self.scale, self.offset) = (scale, offset)
  }

  /// Whether both units are the same.
  var isIdentity: Bool { self == Self(1) }

  /// The value in the second unit.
  func callAsFunction(_ value: Double) -> Double { value * scale + offset }

  /// The conversion from a unit as people write it.
  ///
  /// - Parameters:
  ///   - given: the unit that was written, in any spelling.
  ///   - unit: the unit of a setting, as in ``AllowedRange``.
  /// - Returns: the conversion; nil if the unit is unknown, or is one of another quantity.
  static func from(_ given: String, to unit: String) -> UnitConversion? {
    table[unit]?[simplified(given)]
  }

  /// Whether there are conversions to this unit.
  static func isKnown(_ unit: String) -> Bool { table[unit] != nil }

  /// A unit in lower-case letters, without dots, and with `u` for micro.
  private static func simplified(_ unit: String) -> String {
    unit.lowercased().filter { !"·*.°º ".contains($0) }
      .replacing("μ", with: "u").replacing("µ", with: "u")
  }

  /// The conversions to the unit of each kind of setting, by the simplified name of the other unit.
  private static let table: [String: [String: UnitConversion]] = [
    "µm": lengths(perMicrometer: 1),
    "nm": lengths(perMicrometer: 1000),
    "s": [
      "s": Self(1), "sec": Self(1), "second": Self(1), "seconds": Self(1), "ms": Self(1e-3),
      "us": Self(1e-6), "min": Self(60),
    ],
    "Hz": ["hz": Self(1), "fps": Self(1), "1/s": Self(1), "frames/s": Self(1), "khz": Self(1000)],
    "°C": [
      "c": Self(1), "degc": Self(1), "celsius": Self(1),
      "f": Self(1 / 1.8, offset: -32 / 1.8), "degf": Self(1 / 1.8, offset: -32 / 1.8),
      "fahrenheit": Self(1 / 1.8, offset: -32 / 1.8),
      "k": Self(1, offset: -273.15), "kelvin": Self(1, offset: -273.15),
    ],
    "mPa·s": ["mpas": Self(1), "cp": Self(1), "pas": Self(1000), "p": Self(100)],
    "µm/s": ["um/s": Self(1), "nm/s": Self(1e-3), "mm/s": Self(1000)],
    "frames": ["frame": Self(1), "frames": Self(1)],
    "px": ["px": Self(1), "pixel": Self(1), "pixels": Self(1)],
    "%": ["%": Self(1), "percent": Self(1)],
    "/mL": ["/ml": Self(1), "perml": Self(1), "ml-1": Self(1)],
    "g/mL": ["g/ml": Self(1), "g/cm³": Self(1), "kg/m³": Self(1e-3)],
  ]

  private static func lengths(perMicrometer factor: Double) -> [String: UnitConversion] {
    let micrometers = [
      "um": 1, "micron": 1, "microns": 1, "um/px": 1, "um/pixel": 1, "nm": 1e-3, "nm/px": 1e-3,
      "nm/pixel": 1e-3, "mm": 1000,
    ]
    return micrometers.mapValues { Self($0 * factor) }
  }
}
