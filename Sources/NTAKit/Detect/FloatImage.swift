/// A row-major image of real numbers: a frame on its way through the filters.
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

/// Turns a recorded frame into light above the still background, bright spots up.
///
/// `dark` recordings are turned over, so that every later stage sees bright spots.
func lightAboveStill(
  _ image: borrowing GrayImage, still: borrowing FloatImage, polarity: Polarity,
  into light: inout FloatImage
) {
  precondition(image.width == light.width && image.height == light.height)
  let white = Float(image.whiteLevel)
  let source = image.pixels.span
  let background = still.pixels.span
  var target = light.pixels.mutableSpan
  switch polarity {
  case .bright: subtract(background, from: source, into: &target)
  case .dark: subtract(background, fromInverse: source, white: white, into: &target)
  }
}

private func subtract(
  _ background: Span<Float>, from source: Span<UInt16>, into target: inout MutableSpan<Float>
) {
  let count = target.count
  precondition(source.count == count && background.count == count)
  for i in 0..<count { target[i] = Float(source[i]) - background[i] }
}

private func subtract(
  _ background: Span<Float>, fromInverse source: Span<UInt16>, white: Float,
  into target: inout MutableSpan<Float>
) {
  let count = target.count
  precondition(source.count == count && background.count == count)
  for i in 0..<count { target[i] = white - Float(source[i]) - background[i] }
}
