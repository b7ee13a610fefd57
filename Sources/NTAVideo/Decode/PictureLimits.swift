import NTAAnalysis

/// The largest accepted pictures, checked before memory is allocated for them.
package enum PictureLimits {
  /// Largest number of columns or of rows.
  static let side = 16384
  /// Largest number of columns times rows.
  static let pixels = 1 << 27

  /// Fewest columns and rows in which a spot can be measured.
  static let leastSide = 16

  /// Throws when a picture is too small to be measured; it may still be read.
  package static func checkMeasurable(width: Int, height: Int, file: String) throws(DecodeError) {
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
