import Algorithms

/// Detects the spots of compact frames, which it unpacks one at a time.
package struct FrameDetector: Sendable {
  package private(set) var detector: Detector
  /// The unpacked frame.
  private var image: GrayImage

  /// The detections of a frame.
  package struct Finding: Sendable {
    package var detections: [Detection] = []
    /// Detection limit: amplitude of an in-focus spot at the threshold, grey levels.
    package var limitAmplitude: Float = 0

    /// Turns coordinates in pixels that are not square into units of their shorter side.
    ///
    /// - Parameter pixelAspect: width of a pixel over its height, > 0.
    package mutating func makeSquare(pixelAspect: Float) {
      let (x, y) = (max(pixelAspect, 1), max(1 / pixelAspect, 1))
      for index in detections.indices {
        detections[index].x *= x
        detections[index].y *= y
        detections[index].variance *= 0.5 * (x * x + y * y)
      }
    }
  }

  package init(_ detector: Detector, width: Int, height: Int) {
    self.detector = detector
    image = GrayImage(width: width, height: height)
  }

  /// Detects the spots of a frame of the size the detector was made for.
  package mutating func find(in frame: borrowing CompactFrame) -> Finding {
    var finding = Finding()
    detector.detect(in: frame, through: &image, into: &finding.detections)
    finding.limitAmplitude = detector.limitAmplitude
    return finding
  }
}

extension [FrameDetector] {
  /// Sets the static background of the following frames, in grey levels, bright spots positive.
  package mutating func setBackground(_ light: FloatImage) {
    self[0].setBackground(light)
    for i in indices.dropFirst() { self[i].takeBackground(of: self[0]) }
  }

  /// Detects the spots of several frames in parallel.
  ///
  /// - Parameters:
  ///   - frames: frames of the size the detectors were made for.
  ///   - meanwhile: other work, run concurrently by a thread that then joins the detection.
  /// - Returns: the findings, in the order of the frames.
  package mutating func find(
    in frames: ArraySlice<CompactFrame>, meanwhile: @escaping @Sendable () -> Void
  ) -> [FrameDetector.Finding] {
    let jobs =
      [Job.other(meanwhile)] + frames.indices.chunks(ofCount: Self.framesPerJob).map(Job.frames)
    let found = parallelMap(jobs, workers: &self) { worker, job -> [FrameDetector.Finding] in
      switch job {
      case .other(let body):
        body()
        return []
      case .frames(let range):
        return range.map { worker.find(in: frames[$0]) }
      }
    }
    return found.flatMap(\.self)
  }

  /// Largest number of detectors that blocks of up to `frames` frames can keep busy: one per job,
  /// plus one for the thread that runs `meanwhile`.
  package static func mostAtOnce(frames: Int) -> Int {
    (frames + framesPerJob - 1) / framesPerJob + 1
  }

  /// Number of frames that a thread takes at a time.
  private static let framesPerJob = 4

  private enum Job: Sendable {
    case frames(Range<Int>)
    case other(@Sendable () -> Void)
  }
}

extension FrameDetector {
  fileprivate mutating func setBackground(_ light: FloatImage) { detector.setBackground(light) }

  fileprivate mutating func takeBackground(of other: FrameDetector) {
    detector.takeBackground(of: other.detector)
  }
}
