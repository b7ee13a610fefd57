import NTAAnalysis
import NTAVideo

/// The snapshot as passed to its template: a picture with circles on it.
struct SnapshotView {
  // The property names are those in the template.
  let width: Int
  let height: Int
  let png: String
  let position: Int
  let frame: Int
  /// Number of marked particles, and the meaning of the colours of the circles.
  let particles: String
  let spots: [[String: String]]

  init(_ snapshot: ReportData.Snapshot) {
    width = snapshot.width
    height = snapshot.height
    // The template does not escape it, so only letters of base 64 may pass.
    png = String(decoding: snapshot.png.utf8.filter(Self.isBase64), as: UTF8.self)
    position = snapshot.position
    frame = snapshot.frame
    let diameters_nm = snapshot.spots.compactMap(\.diameter_nm)
    let colors = DiameterColors(diameters_nm: diameters_nm)
    particles = Self.particles(snapshot.spots.count, sized: diameters_nm.count, colors.range_nm)
    spots = snapshot.spots.map { spot in
      let color =
        spot.diameter_nm.map { colors.color(diameter_nm: $0) } ?? DiameterColors.unsized
      return [
        "x": NumberText.fixed(spot.x + 0.5, decimals: 1),
        "y": NumberText.fixed(spot.y + 0.5, decimals: 1),
        "color": "rgb(\(color.red),\(color.green),\(color.blue))",
        "note": spot.diameter_nm.map { "\(NumberText.significant($0)) nm" } ?? "not sized",
      ]
    }
  }

  private static func isBase64(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"),
      UInt8(ascii: "="):
      true
    default: false
    }
  }

  private static func particles(
    _ count: Int, sized: Int, _ range_nm: ClosedRange<Double>
  ) -> String {
    guard count > 0 else { return "no particles" }
    let number = count == 1 ? "1 particle" : "\(count) particles"
    guard sized > 0 else { return number + "; grey: not sized" }
    return number + "; colour shows the diameter from \(NumberText.plain(range_nm.lowerBound)) nm "
      + "(dark blue) to \(NumberText.plain(range_nm.upperBound)) nm (yellow); grey: not sized"
  }
}
