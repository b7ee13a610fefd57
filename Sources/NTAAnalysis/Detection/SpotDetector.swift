/// Detects the spots of particles in images, after measuring background, PSF and noise on them.
///
/// ```swift
/// var detector = try SpotDetector(learningFrom: frames)
/// let spots = try detector.detect(in: frames[0])
/// print(spots.count, "spots of sigma", detector.model.sigma_px, "px")
/// ```
///
/// The image is filtered by a difference of Gaussians of the width of the PSF; its local maxima
/// above the threshold are fitted by Gaussians, neighbouring spots together. The variance reported
/// for a position is the one of the fit (Cramér-Rao bound of a Gaussian in the measured noise).
///
/// A detector is a value that owns its image buffers: each thread needs its own copy.
public struct SpotDetector: Sendable {
  /// PSF, noise, saturation and threshold.
  public let model: ImagingModel
  /// Number of columns of the images, in px.
  let width: Int
  /// Number of rows of the images, in px.
  let height: Int
  /// Static background in grey levels, row by row: dirt on the window, hot pixels, stray light.
  ///
  /// It is 0 where nothing is subtracted, and everywhere for fewer than eight images.
  public let background: [Float]
  private let whiteLevel: UInt16
  private var detector: Detector

  /// Fewest columns and rows of an image that can be analysed, in px.
  private static let leastSide = 16
  /// Number of images used at most.
  private static let mostFrames = 64

  /// Measures background, PSF and noise on images of one recording.
  ///
  /// Sixteen images or more, spread over at least a second, tell static structures from particles.
  /// With fewer than eight no static structure is recognised, and with one the noise is taken from
  /// its dark pixels.
  ///
  /// - Parameters:
  ///   - frames: at least one image, all of one size and bit depth, in order of time.
  ///   - polarity: whether the spots are bright or dark.
  /// - Throws: ``AnalysisError`` if there is no image, one has fewer than 16 columns or rows, or
  ///   they differ in size or bit depth.
  /// - Complexity: O(*n*) in the number of pixels of up to 64 images, spread evenly over `frames`.
  public init(
    learningFrom frames: [GrayImage], polarity: Polarity = .bright
  ) throws(AnalysisError) {
    guard let first = frames.first else { throw .noFrames }
    guard first.width >= Self.leastSide, first.height >= Self.leastSide else {
      throw .tooFewPixels(width: first.width, height: first.height)
    }
    (width, height, whiteLevel) = (first.width, first.height, first.whiteLevel)
    for (index, frame) in frames.enumerated() where !frame.hasFormat(of: first) {
      throw .formatsDiffer(frame: index)
    }
    let count = min(frames.count, Self.mostFrames)
    let spread = (0..<count).map { CompactFrame(frames[$0 * frames.count / count]) }
    let survey = ImagingSurvey(of: spread[...], polarity: polarity)
    model = survey.model
    background = survey.background.pixels
    detector = Detector(
      model: survey.model, width: first.width, height: first.height, scale: survey.scale)
    detector.setBackground(survey.background)
  }

  /// Measures PSF and noise on a single image.
  ///
  /// - Parameters:
  ///   - image: at least 16 × 16 pixels.
  ///   - polarity: whether the spots are bright or dark.
  /// - Throws: ``AnalysisError`` if the image is too small.
  public init(
    learningFrom image: GrayImage, polarity: Polarity = .bright
  ) throws(AnalysisError) {
    try self.init(learningFrom: [image], polarity: polarity)
  }

  /// The spots of one image.
  ///
  /// - Parameter image: an image of the size and bit depth of those that the detector learned from.
  /// - Returns: spots in focus, the highest filter response first, then defocused ones. Coordinates
  ///   are in px from the centre of the top-left pixel. Spots on the outermost pixels are not found.
  /// - Throws: ``AnalysisError/formatsDiffer(frame:)`` for an image of another size or bit depth.
  /// - Complexity: O(*n*) in the number of pixels, and in that of spots.
  public mutating func detect(in image: GrayImage) throws(AnalysisError) -> [Detection] {
    guard image.width == width, image.height == height, image.whiteLevel == whiteLevel else {
      throw .formatsDiffer(frame: 0)
    }
    var detections: [Detection] = []
    detector.detect(in: image, into: &detections)
    return detections
  }

  /// Amplitude of an in-focus spot at the threshold in the last image, in grey levels; 0 before.
  public var detectionLimit: Float { detector.limitAmplitude }
}

extension GrayImage {
  fileprivate func hasFormat(of other: GrayImage) -> Bool {
    width == other.width && height == other.height && whiteLevel == other.whiteLevel
  }
}
