import Algorithms

/// Detects the spots of compact frames, which it unpacks one at a time.
package struct FrameDetector: Sendable {
  package private(set) var detector: Detector
  /// The unpacked frame.
  private var image: GrayImage

  package init(_ detector: Detector, width: Int, height: Int) {
    self.detector = detector
    image = GrayImage(width: width, height: height)
  }

  /// Detects the spots of a frame of the size the detector was made for.
  package mutating func find(in frame: borrowing CompactFrame) -> FrameDetections {
    var found = FrameDetections()
    detector.detect(in: frame, through: &image, into: &found.detections)
    found.limitAmplitude = detector.limitAmplitude
    return found
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
  /// - Returns: the detections, in the order of the frames.
  package mutating func find(
    in frames: ArraySlice<CompactFrame>, meanwhile: @escaping @Sendable () -> Void
  ) -> [FrameDetections] {
    let jobs =
      [Job.other(meanwhile)] + frames.indices.chunks(ofCount: Self.framesPerJob).map(Job.frames)
    let found = parallelMap(jobs, workers: &self) { worker, job -> [FrameDetections] in
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
  package static func maximumConcurrency(frames: Int) -> Int {
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
