/// Means over a square frame around each pixel, which leaves out what stands in its middle.
///
/// Both squares are cut at the border. Only the two box means are made for the whole image; what
/// they say of a pixel is worked out when it is asked for, which few are.
struct RingMeans: Sendable {
  private let inner: Int
  private let outer: Int
  private let middle: FixedImage
  private let whole: FixedImage

  /// Squares of edge `2 * outer + 1` less those of edge `2 * inner + 1`, outer > inner >= 1, in px.
  init(of image: borrowing FixedImage, inner: Int, outer: Int) {
    precondition(inner >= 1 && outer > inner)
    self.inner = inner
    self.outer = outer
    middle = BoxBlur(radius: inner).means(of: image)
    whole = BoxBlur(radius: outer).means(of: image)
  }

  /// The mean around a pixel; over all of the square where it is no larger than its middle.
  subscript(x: Int, y: Int) -> Int16 {
    let few = area(inner, x, y)
    let many = area(outer, x, y)
    guard many > few else { return whole[x, y] }
    let sum = many * Int32(whole[x, y]) - few * Int32(middle[x, y])
    return Int16(clamping: sum / (many - few))
  }

  /// Pixels of a square that lie in the image.
  private func area(_ radius: Int, _ x: Int, _ y: Int) -> Int32 {
    let columns = min(x + radius, whole.width - 1) - max(x - radius, 0) + 1
    let rows = min(y + radius, whole.height - 1) - max(y - radius, 0) + 1
    return Int32(columns * rows)
  }
}
