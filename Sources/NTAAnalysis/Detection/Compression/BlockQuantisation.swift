/// The quantisation table of a JPEG picture's luma.
///
/// JPEG cuts a picture into blocks of 8 × 8 pixels, from its top-left corner, and quantises each of
/// the 64 coefficients of a block's cosine transform to a whole number of steps (ITU-T T.81,
/// A.3.4).
package struct BlockQuantisation: Sendable, Equatable {
  /// Edge of a block, in px.
  package static let edge = 8

  /// Step of each coefficient of the orthonormal transform, in grey levels, >= 1; row-major, with
  /// the vertical frequency as the row.
  let steps: [Float]

  /// Magnitude, in steps, from which a coefficient is not quantised to zero.
  ///
  /// 0.5 for rounding to nearest; 0.625 if an encoder of the MPEG family wrote the picture. Files
  /// do not state this, but such encoders use the MPEG-1 intra matrix as their table.
  var deadZone: Float { isOfMPEG ? 0.625 : 0.5 }

  /// True when the table is the MPEG-1 intra matrix times a whole number of eighths.
  private var isOfMPEG: Bool {
    (1...62).contains { scale in
      steps.indices.dropFirst().allSatisfy {
        steps[$0] == Float(min(max(Self.mpegMatrix[$0] * scale / 8, 1), 255))
      }
    }
  }

  /// The default intra matrix of ISO 11172-2, 2.4.3.2.
  private static let mpegMatrix = [
    8, 16, 19, 22, 26, 27, 29, 34,
    16, 16, 22, 24, 27, 29, 34, 37,
    19, 22, 26, 27, 29, 34, 34, 38,
    22, 22, 26, 27, 29, 34, 37, 40,
    22, 26, 27, 29, 32, 35, 40, 48,
    26, 27, 29, 32, 35, 40, 48, 58,
    26, 27, 29, 34, 38, 46, 56, 69,
    27, 29, 35, 38, 46, 56, 69, 83,
  ]

  /// Creates a table from its steps, row by row.
  package init(steps: [Float]) {
    precondition(steps.count == Self.edge * Self.edge && steps.allSatisfy { $0 > 0 })
    self.steps = steps
  }
}
