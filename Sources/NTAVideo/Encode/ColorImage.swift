import NTAAnalysis

/// A colour with 8 bits per channel.
package struct Color: Sendable, Equatable {
  /// Red, 0...255.
  package var red: UInt8
  /// Green, 0...255.
  package var green: UInt8
  /// Blue, 0...255.
  package var blue: UInt8

  /// A colour from its channels.
  package init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// A grey of one level.
  package init(gray: UInt8) { self.init(red: gray, green: gray, blue: gray) }

  /// Creates a colour from red, green and blue in the low 24 bits, as in `0x21918c`.
  package init(hex: UInt32) {
    self.init(
      red: UInt8(truncatingIfNeeded: hex >> 16), green: UInt8(truncatingIfNeeded: hex >> 8),
      blue: UInt8(truncatingIfNeeded: hex))
  }
}

/// A picture of three channels with 8 bits each, for annotated recordings.
///
/// Row-major; the origin is the centre of the top-left pixel, x to the right and y down.
package struct ColorImage: Sendable, Equatable {
  /// Columns, at least 1.
  package let width: Int
  /// Rows, at least 1.
  package let height: Int
  /// Red, green and blue of each pixel, row by row from the top; `3 * width * height` values.
  package var channels: [UInt8]

  /// An image filled with one colour.
  package init(width: Int, height: Int, filledWith color: Color = Color(gray: 0)) {
    precondition(width >= 1 && height >= 1, "an image has at least one pixel")
    self.width = width
    self.height = height
    channels = [UInt8](repeating: 0, count: 3 * width * height)
    for index in stride(from: 0, to: channels.count, by: 3) {
      channels[index] = color.red
      channels[index + 1] = color.green
      channels[index + 2] = color.blue
    }
  }

  /// The colour at column `x` of row `y`.
  package subscript(x: Int, y: Int) -> Color {
    get {
      let index = 3 * (y * width + x)
      return Color(red: channels[index], green: channels[index + 1], blue: channels[index + 2])
    }
    set {
      let index = 3 * (y * width + x)
      channels[index] = newValue.red
      channels[index + 1] = newValue.green
      channels[index + 2] = newValue.blue
    }
  }
}
