import Foundation
import NTAAnalysis
import NTAVideo

/// The sized tracks of a result as a flow-cytometry file, one event per track.
///
/// Flow Cytometry Standard 3.1 (Spidlen et al., Cytometry A 77 (2010) 97): a header of fixed width,
/// keywords and values, then the events as a list of little-endian 32-bit floating-point numbers.
struct FCSExport {
  static let fileName = "particles.fcs"

  private struct Parameter: Sendable {
    let name: String
    let label: String
    let value: @Sendable (ParticleResult) -> Double
  }

  /// The values of an event; names have no comma, which the standard reserves.
  private static let parameters = [
    Parameter(name: "diameter_nm", label: "Diameter (nm)") { $0.diameter_nm },
    Parameter(name: "intensity", label: "Intensity (grey levels)") { $0.intensity },
    Parameter(name: "diffusion_um2_per_s", label: "Diffusion coefficient (um2/s)") {
      $0.diffusion_um2_per_s
    },
    Parameter(name: "frames", label: "Track length (frames)") { Double($0.frames) },
    Parameter(name: "x_um", label: "x (um)") { $0.x_um },
    Parameter(name: "y_um", label: "y (um)") { $0.y_um },
    Parameter(name: "position", label: "Position in the cell") { Double($0.position) },
  ]

  /// No text contains this character, because control characters are removed from the values.
  private static let delimiter = "\u{1E}"
  private static let version = "FCS3.1"
  private static let headerLength = 58
  /// Largest offset that fits into the eight digits of a header field.
  private static let largestOffset = 99_999_999

  private let particles: ParticleList
  private let parameters: [Parameter]
  private let facts: [(String, String)]

  init(_ result: RunResult) {
    particles = result.particleList
    // Tables of other trackers may lack intensities; the format has no missing values, so such
    // parameters are left out.
    parameters = Self.parameters.filter { parameter in
      result.particleList.count == 0
        || result.particleList.contains { parameter.value($0).isFinite }
    }
    let settings = result.settings
    facts = [
      ("$CYT", "\(Software.name) \(Software.version)"), ("$FIL", Self.fileName),
      ("$SRC", result.sample ?? ""),
      ("NTA_PIXEL_SIZE_UM", "\(settings.pixelSize_um.value)"),
      ("NTA_TEMPERATURE_C", "\(settings.temperature_C.value)"),
      ("NTA_VISCOSITY_MPAS", "\(settings.viscosity_mPas.value)"),
      ("NTA_DILUTION", "\(settings.dilution.value)"),
      ("NTA_SAMPLE_PER_ML", result.concentration?.sample_per_mL.finite.map { "\($0)" } ?? ""),
    ]
  }

  func write(to file: inout OutputFile) throws(FileError) {
    let byteCount = 4 * parameters.count * particles.count
    var text = ""
    var begin = 0
    // The text contains its own end offset; iterating settles its length and number of digits.
    for _ in 0..<4 {
      begin = Self.headerLength + text.utf8.count
      text = keywords(dataBegin: begin, dataEnd: begin + byteCount - 1)
    }
    let textEnd = Self.headerLength + text.utf8.count - 1
    let dataEnd = begin + byteCount - 1
    let isSmall = dataEnd <= Self.largestOffset
    let offsets = [Self.headerLength, textEnd, isSmall ? begin : 0, isSmall ? dataEnd : 0, 0, 0]
    try file.write(Self.version + "    " + offsets.map(Self.place).joined())
    try file.write(text)
    for particle in particles {
      var event: [UInt8] = []
      event.reserveCapacity(4 * parameters.count)
      for parameter in parameters {
        let bits = Float(parameter.value(particle).finite ?? 0).bitPattern.littleEndian
        // Unsafe: accesses the four bytes of a number in memory order.
        withUnsafeBytes(of: bits) { event.append(contentsOf: $0) }
      }
      try file.write(event)
    }
    // The checksum field; zeros mean that there is none.
    try file.write("00000000")
  }

  private func keywords(dataBegin: Int, dataEnd: Int) -> String {
    // Without events, the data end one byte before they begin, which readers take as length 0.
    var pairs = [
      ("$BEGINANALYSIS", "0"), ("$ENDANALYSIS", "0"), ("$BEGINSTEXT", "0"), ("$ENDSTEXT", "0"),
      ("$BEGINDATA", "\(dataBegin)"), ("$ENDDATA", "\(dataEnd)"),
      ("$BYTEORD", "1,2,3,4"), ("$DATATYPE", "F"), ("$MODE", "L"), ("$NEXTDATA", "0"),
      ("$PAR", "\(parameters.count)"), ("$TOT", "\(particles.count)"),
    ]
    for (index, parameter) in parameters.enumerated() {
      let number = index + 1
      let greatest = particles.lazy.compactMap { parameter.value($0).finite }.max() ?? 0
      pairs += [
        ("$P\(number)B", "32"), ("$P\(number)E", "0,0"), ("$P\(number)N", parameter.name),
        ("$P\(number)R", String(format: "%.0f", max(greatest.rounded(.up), 0) + 1)),
        ("$P\(number)S", parameter.label),
      ]
    }
    let written = pairs + facts.map { ($0.0, Self.printable($0.1)) }
    // Values must not be empty, so keywords without a value are left out.
    return Self.delimiter
      + written.filter { !$0.1.isEmpty }.map { $0.0 + Self.delimiter + $0.1 + Self.delimiter }
      .joined()
  }

  /// A number right-aligned in the eight characters of a header field.
  private static func place(_ offset: Int) -> String {
    let text = "\(offset)"
    return String(repeating: " ", count: 8 - text.count) + text
  }

  private static func printable(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isControl = scalar.value < 0x20 || scalar.value == 0x7F
      scalars.append(isControl ? " " : scalar)
    }
    return String(scalars).trimmingCharacters(in: .whitespaces)
  }
}
