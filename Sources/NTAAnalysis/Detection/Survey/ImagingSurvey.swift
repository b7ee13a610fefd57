/// What is measured on the first frames of a recording before spots are detected.
///
/// PSF, noise and saturation (``PSFEstimation``), and the static background (``StaticBackground``).
package struct ImagingSurvey: Sendable {
  /// Frames spread evenly over the block, at most six.
  package let frames: [GrayImage]
  /// Fixed-point scale of the recording.
  package let scale: FixedPointScale
  /// PSF, noise and saturation.
  package let model: ImagingModel
  /// Static background in grey levels, bright spots positive.
  package let background: FloatImage

  /// Number of frames on which the PSF is measured.
  private static let frameCount = 6
  /// Relative difference of spot widths below which the static background is the same.
  private static let alike: Float = 0.1

  /// Measures a block of at least one frame, all of one size.
  package init(of block: ArraySlice<CompactFrame>, polarity: Polarity) {
    let count = min(Self.frameCount, block.count)
    frames = (0..<count).map { block[block.startIndex + $0 * block.count / count].image }
    scale = FixedPointScale(for: frames, polarity: polarity)
    let quartiles = StaticBackground(of: block, scale: scale)
    let provisional = quartiles.structures(spotSigma: PSFEstimation.guess)
    model = PSFEstimation.measure(frames: frames, staticBackground: provisional, scale: scale)
    let isAsGuessed = abs(model.sigma_px / PSFEstimation.guess - 1) < Self.alike
    background = isAsGuessed ? provisional : quartiles.structures(spotSigma: model.sigma_px)
  }
}
