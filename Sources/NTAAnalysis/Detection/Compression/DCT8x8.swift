import Foundation

/// The orthonormal discrete cosine transform of blocks of 8 × 8 pixels, as used by JPEG.
///
/// Ahmed, Natarajan and Rao, IEEE Trans. Comput. C-23:90, 1974.
struct DCT8x8: Sendable {
  private static let edge = BlockQuantisation.edge
  /// Element k holds the eight samples of the basis function of frequency k.
  private let waves: [SIMD8<Float>]
  /// Element x holds sample x of all eight basis functions.
  private let samples: [SIMD8<Float>]

  init() {
    let edge = Self.edge
    func wave(_ k: Int, _ x: Int) -> Float {
      let norm = k == 0 ? (1 / Double(edge)).squareRoot() : (2 / Double(edge)).squareRoot()
      return Float(norm * cos(Double.pi * (Double(x) + 0.5) * Double(k) / Double(edge)))
    }
    waves = (0..<edge).map { k in
      SIMD8((0..<edge).map { wave(k, $0) })
    }
    samples = (0..<edge).map { x in
      SIMD8((0..<edge).map { wave($0, x) })
    }
  }

  /// Coefficients of a block of eight rows; element k of the result has vertical frequency k.
  func forward(_ rows: [SIMD8<Float>]) -> [SIMD8<Float>] { apply(rows, waves, samples) }

  /// The block with these coefficients.
  func inverse(_ coefficients: [SIMD8<Float>]) -> [SIMD8<Float>] {
    apply(coefficients, samples, waves)
  }

  /// Combines the rows with the weights `left`, then the columns of each row with `right`.
  private func apply(
    _ rows: [SIMD8<Float>], _ left: [SIMD8<Float>], _ right: [SIMD8<Float>]
  ) -> [SIMD8<Float>] {
    precondition(rows.count == Self.edge)
    return left.map { weights in
      var row = SIMD8<Float>.zero
      for y in 0..<Self.edge { row += rows[y] * weights[y] }
      var result = SIMD8<Float>.zero
      for x in 0..<Self.edge { result += right[x] * row[x] }
      return result
    }
  }
}
