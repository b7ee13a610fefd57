/// Units as the programs that write TIFF files and tables of tracks spell them.
package enum StatedUnit {
  /// Micrometres per unit of length; nil for pixels and what is unknown.
  package static func micrometres(_ name: some StringProtocol) -> Double? {
    switch plain(name) {
    case "µm", "um", "micron", "microns", "micrometer", "micrometers", "micrometre", "micrometres":
      1
    case "nm", "nanometer", "nanometers", "nanometre", "nanometres": 1e-3
    case "pm": 1e-6
    case "å", "angstrom": 1e-4
    case "mm", "millimeter", "millimeters", "millimetre", "millimetres": 1e3
    case "cm", "centimeter", "centimeters", "centimetre", "centimetres": 1e4
    case "m", "meter", "meters", "metre", "metres": 1e6
    case "in", "inch", "inches": 25_400
    default: nil
    }
  }

  /// Seconds per unit of time; nil for what is unknown.
  package static func seconds(_ name: some StringProtocol) -> Double? {
    switch plain(name) {
    case "s", "sec", "secs", "second", "seconds": 1
    case "ms", "msec", "msecs", "millisecond", "milliseconds": 1e-3
    case "µs", "us", "µsec", "usec", "microsecond", "microseconds": 1e-6
    case "ns", "nsec", "nanosecond", "nanoseconds": 1e-9
    case "min", "mins", "minute", "minutes": 60
    case "h", "hr", "hour", "hours": 3600
    case "d", "day", "days": 86_400
    default: nil
    }
  }

  /// Lower case with one sign for micro: two look alike, ImageJ escapes it, and one of an older
  /// encoding is no character any more.
  private static func plain(_ name: some StringProtocol) -> String {
    var text = name.lowercased().filter { !$0.isWhitespace }
    if text.hasPrefix("\\u00b5") || text.hasPrefix("\\u03bc") { text = "µ" + text.dropFirst(6) }
    if let first = text.first, first == "\u{3BC}" || first == "\u{FFFD}" {
      text = "µ" + text.dropFirst()
    }
    return text
  }
}
