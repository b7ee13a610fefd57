/// A row-major floating-point image, such as the static background in grey levels.
package struct FloatImage: Sendable {
  package let width: Int
  let height: Int
  var pixels: [Float]

  /// An image of zeros.
  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
    pixels = [Float](repeating: 0, count: width * height)
  }

  /// Edge of the tiles that are marked as zero or nonzero, in px.
  private static let tile = 16
  /// True for each tile with a nonzero pixel, row by row; empty before `findDark`.
  private var isTileLit: [Bool] = []
  private var tileColumns: Int { (width + Self.tile - 1) / Self.tile }

  subscript(x: Int, y: Int) -> Float { pixels[y * width + x] }

  /// Marks the tiles that are zero; must be called again after the pixels change.
  package mutating func findDark() {
    let rows = (height + Self.tile - 1) / Self.tile
    var isLit = [Bool](repeating: false, count: tileColumns * rows)
    for y in 0..<height {
      for x in 0..<width where pixels[y * width + x] != 0 {
        isLit[y / Self.tile * tileColumns + x / Self.tile] = true
      }
    }
    isTileLit = isLit
  }

  /// False only if the image is known to be zero within `radius` columns and rows of a pixel.
  func mayBeLit(around x: Int, _ y: Int, radius: Int) -> Bool {
    guard !isTileLit.isEmpty else { return true }
    let columns = max(x - radius, 0) / Self.tile...min(x + radius, width - 1) / Self.tile
    for row in max(y - radius, 0) / Self.tile...min(y + radius, height - 1) / Self.tile {
      for column in columns where isTileLit[row * tileColumns + column] { return true }
    }
    return false
  }
}
