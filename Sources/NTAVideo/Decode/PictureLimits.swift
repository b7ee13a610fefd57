/// The largest pictures that are accepted, checked before memory is taken for them.
enum PictureLimits {
  /// Columns or rows.
  static let side = 16384
  /// Columns times rows.
  static let pixels = 1 << 27

  /// Fewest columns and rows in which a spot can be measured.
  static let leastSide = 16

  /// Throws when a picture is too small to be measured; it may still be read.
  static func checkMeasurable(width: Int, height: Int, file: String) throws(DecodeError) {
    guard width >= leastSide, height >= leastSide else {
      throw .tooFewPixels(file: file, width: width, height: height)
    }
  }

  /// Throws when a picture is too large.
  static func check(width: Int, height: Int, file: String) throws(DecodeError) {
    guard width <= side, height <= side, width * height <= pixels else {
      throw .tooManyPixels(file: file, width: width, height: height)
    }
  }
}
