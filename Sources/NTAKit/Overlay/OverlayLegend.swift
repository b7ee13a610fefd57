import Foundation
import NTAAnalysis
import NTAVideo

/// The strip below the picture: scale bar, time and colours of the diameters.
struct OverlayLegend: Sendable {
  /// Width of a dot of the letters, in pixels.
  static let dot = 2
  static let height = 56

  let colors: DiameterColors
  /// Pixels of the drawing per µm.
  let pixelsPerMicrometer: Double

  private static let ink = Color(gray: 230)
  private static let quiet = Color(gray: 150)

  /// Draws the strip into the rows from `top`.
  func draw(on image: inout ColorImage, top: Int, frame: Int, time_s: Double) {
    drawScaleBar(on: &image, top: top)
    let bar = barColumns(width: image.width)
    drawColors(on: &image, top: top, columns: bar)
    let room = (image.width / 4 + 16)..<(bar.lowerBound - 16)
    let time = String(format: "%.2f s", time_s)
    // If there is no room for both, the time is shown without the frame number.
    for caption in ["frame \(frame)   \(time)", time] {
      let width = ColorImage.width(of: caption, dot: Self.dot)
      guard width <= room.count else { continue }
      image.write(
        caption, x: room.lowerBound + (room.count - width) / 2, y: top + 20, dot: Self.dot,
        color: Self.ink)
      break
    }
  }

  /// The longest round length, in µm, that fits a fifth of the width.
  func scaleBar_um(width: Int) -> Double {
    let room = Double(width) / 5 / pixelsPerMicrometer
    let unit = pow(10, log10(room).rounded(.down))
    return unit * ([5.0, 2, 1].first { $0 * unit <= room } ?? 1)
  }

  private func drawScaleBar(on image: inout ColorImage, top: Int) {
    let length_um = scaleBar_um(width: image.width)
    let length = Int((length_um * pixelsPerMicrometer).rounded())
    image.fill(x: 16..<16 + length, y: top + 14..<top + 19, with: Self.ink)
    image.write(
      NumberText.significant(length_um, digits: 1) + " µm", x: 16, y: top + 27, dot: Self.dot,
      color: Self.ink)
  }

  private func barColumns(width: Int) -> Range<Int> {
    let length = min(max(width / 4, 120), 320)
    // Leaves room for half of the last label and the unit.
    return width - length - 72..<width - 72
  }

  private func drawColors(on image: inout ColorImage, top: Int, columns: Range<Int>) {
    for column in columns {
      let share = Double(column - columns.lowerBound) / Double(columns.count - 1)
      image.fill(
        x: column..<column + 1, y: top + 10..<top + 22, with: DiameterColors.color(share: share))
    }
    let axis = Axis(label: "", range: colors.range_nm, spacing: .logarithmic)
    var taken = -1000
    for tick in ticks {
      let text = "\(Int(tick.rounded()))"
      let width = ColorImage.width(of: text, dot: Self.dot)
      let centre =
        columns.lowerBound + Int((axis.fraction(of: tick) * Double(columns.count - 1)).rounded())
      image.fill(x: centre..<centre + 1, y: top + 22..<top + 27, with: Self.ink)
      guard centre - width / 2 > taken else { continue }
      image.write(text, x: centre - width / 2, y: top + 30, dot: Self.dot, color: Self.ink)
      taken = centre + width / 2 + 8
    }
    image.write(
      "nm", x: columns.upperBound + 36, y: top + 30, dot: Self.dot, color: Self.quiet)
  }

  /// Round diameters, in nm, on the colour bar; on a linear axis if the logarithmic one has fewer
  /// than three.
  private var ticks: [Double] {
    let range = colors.range_nm
    let coarse = Axis(label: "", range: range, spacing: .logarithmic).ticks
    if coarse.count >= 3 { return coarse }
    return Axis(label: "", range: range, spacing: .linear).ticks
  }
}
