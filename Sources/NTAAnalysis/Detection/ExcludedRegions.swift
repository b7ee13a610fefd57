/// Rectangles of the image in which no spots are detected, such as a clock or a scale bar.
///
/// As a text: `x,y,width,height` of each rectangle in pixels of the recording, from its top-left
/// corner; semicolons separate several.
public struct ExcludedRegions: Sendable, Equatable {
  /// A rectangle with whole sides, px.
  public struct Rectangle: Sendable, Equatable {
    /// Column of the top-left pixel, >= 0.
    public var x: Int
    /// Row of the top-left pixel, >= 0.
    public var y: Int
    /// Number of columns, > 0.
    public var width: Int
    /// Number of rows, > 0.
    public var height: Int

    /// A rectangle from its top-left pixel and its size.
    public init(x: Int, y: Int, width: Int, height: Int) {
      (self.x, self.y, self.width, self.height) = (x, y, width, height)
    }
  }

  /// The rectangles, at least one; they may overlap.
  public let rectangles: [Rectangle]

  /// Largest coordinate that is accepted.
  private static let largest = 1_000_000

  /// Reads the regions; `nil` for a text that does not consist of four whole numbers per rectangle.
  public init?(_ text: String) {
    var rectangles: [Rectangle] = []
    for part in text.split(separator: ";", omittingEmptySubsequences: false) {
      let words = part.split(separator: ",", omittingEmptySubsequences: false)
      let numbers = words.compactMap { Int($0.filter { $0 != " " }) }
      guard words.count == 4, numbers.count == 4,
        numbers.allSatisfy({ (0...Self.largest).contains($0) }), numbers[2] > 0, numbers[3] > 0
      else { return nil }
      rectangles.append(
        Rectangle(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3]))
    }
    self.rectangles = rectangles
  }

  /// The regions as a text that reads the same.
  public var text: String {
    rectangles.map { "\($0.x),\($0.y),\($0.width),\($0.height)" }.joined(separator: ";")
  }

  /// Whether a place lies in one of the rectangles; 0 is the centre of the first pixel.
  func contains(x: Float, y: Float) -> Bool {
    rectangles.contains { box in
      x >= Float(box.x) - 0.5 && x < Float(box.x + box.width) - 0.5
        && y >= Float(box.y) - 0.5 && y < Float(box.y + box.height) - 0.5
    }
  }

  /// Fraction of an image of `width` by `height` pixels that is excluded, in [0, 1].
  package func share(width: Int, height: Int) -> Double {
    guard width > 0, height > 0 else { return 0 }
    var excluded = 0
    for y in 0..<height {
      let row = rectangles.filter { y >= $0.y && y < $0.y + $0.height }
        .map { $0.x..<$0.x + $0.width }.sorted { $0.lowerBound < $1.lowerBound }
      var end = 0
      for range in row {
        let from = max(range.lowerBound, end)
        end = max(end, min(range.upperBound, width))
        excluded += max(end - from, 0)
      }
    }
    return Double(excluded) / (Double(width) * Double(height))
  }
}

extension FrameDetections {
  /// Leaves out what lies in excluded regions.
  package mutating func exclude(_ regions: ExcludedRegions) {
    detections.removeAll { regions.contains(x: $0.x, y: $0.y) }
  }
}
