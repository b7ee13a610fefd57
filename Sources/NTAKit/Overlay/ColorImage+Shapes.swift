import NTAAnalysis
import NTAVideo

extension ColorImage {
  /// Fills the part of a rectangle that lies inside the image.
  mutating func fill(x: Range<Int>, y: Range<Int>, with color: Color) {
    for row in y.clamped(to: 0..<height) {
      for column in x.clamped(to: 0..<width) { self[column, row] = color }
    }
  }

  /// Draws an anti-aliased circle; integer coordinates are pixel centres.
  mutating func ring(x: Double, y: Double, radius: Double, thickness: Double, color: Color) {
    let reach = radius + thickness
    for row in rows(from: y - reach, to: y + reach) {
      for column in columns(from: x - reach, to: x + reach) {
        let (dx, dy) = (Double(column) - x, Double(row) - y)
        let distance = abs((dx * dx + dy * dy).squareRoot() - radius)
        blend(color, at: (column, row), share: 0.5 + 0.5 * thickness - distance)
      }
    }
  }

  /// Draws an anti-aliased straight line with round ends.
  mutating func line(
    from a: SIMD2<Double>, to b: SIMD2<Double>, thickness: Double, color: Color,
    strength: Double = 1
  ) {
    let direction = b - a
    let squaredLength = (direction * direction).sum()
    for row in rows(from: min(a.y, b.y) - thickness, to: max(a.y, b.y) + thickness) {
      for column in columns(from: min(a.x, b.x) - thickness, to: max(a.x, b.x) + thickness) {
        let offset = SIMD2(Double(column), Double(row)) - a
        let along =
          squaredLength > 0 ? min(max((offset * direction).sum() / squaredLength, 0), 1) : 0
        let beside = offset - along * direction
        let distance = (beside * beside).sum().squareRoot()
        let share = min(0.5 + 0.5 * thickness - distance, 1)
        blend(color, at: (column, row), share: strength * share)
      }
    }
  }

  /// Writes a text with the top-left corner of its first letter at a pixel, in letters whose dots
  /// are `dot` pixels wide.
  mutating func write(_ text: String, x: Int, y: Int, dot: Int, color: Color) {
    for (place, character) in text.enumerated() {
      let left = x + place * Lettering.advance * dot
      for (column, row) in Lettering.dots(of: character) {
        fill(
          x: left + column * dot..<left + (column + 1) * dot,
          y: y + row * dot..<y + (row + 1) * dot, with: color)
      }
    }
  }

  /// Width of a text, in pixels.
  static func width(of text: String, dot: Int) -> Int {
    max(text.count * Lettering.advance - 1, 0) * dot
  }

  /// Blends a colour into a pixel; `share` is clamped to 0...1.
  private mutating func blend(_ color: Color, at place: (x: Int, y: Int), share: Double) {
    guard share > 0 else { return }
    let share = Int(256 * min(share, 1))
    let old = self[place.x, place.y]
    func mixed(_ old: UInt8, _ new: UInt8) -> UInt8 {
      UInt8(clamping: (Int(old) * (256 - share) + Int(new) * share) >> 8)
    }
    self[place.x, place.y] = Color(
      red: mixed(old.red, color.red), green: mixed(old.green, color.green),
      blue: mixed(old.blue, color.blue))
  }

  private func columns(from first: Double, to last: Double) -> Range<Int> {
    Self.pixels(from: first, to: last, below: width)
  }

  private func rows(from first: Double, to last: Double) -> Range<Int> {
    Self.pixels(from: first, to: last, below: height)
  }

  /// The pixels that an interval covers; none if an end is not finite.
  private static func pixels(from first: Double, to last: Double, below end: Int) -> Range<Int> {
    guard first.isFinite, last.isFinite else { return 0..<0 }
    let lower = Int(min(max(first.rounded(.down), 0), Double(end)))
    let upper = Int(min(max(last.rounded(.up) + 1, 0), Double(end)))
    return lower..<max(lower, upper)
  }
}
