/// A row-major image of real numbers, such as still light in grey levels.
struct FloatImage: Sendable {
  let width: Int
  let height: Int
  var pixels: [Float]

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    pixels = [Float](repeating: 0, count: width * height)
  }

  subscript(x: Int, y: Int) -> Float { pixels[y * width + x] }
}
