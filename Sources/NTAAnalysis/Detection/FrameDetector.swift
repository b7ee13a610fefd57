/// Finds the spots of held frames, of which it unpacks one at a time.
struct FrameDetector: Sendable {
  private(set) var detector: Detector
  /// The frame being looked at.
  private var image: GrayImage

  /// What was found in a frame.
  struct Finding: Sendable {
    var detections: [Detection] = []
    /// Height of an ordinary spot that would just have been found, grey levels.
    var limitAmplitude: Float = 0
  }

  init(_ detector: Detector, width: Int, height: Int) {
    self.detector = detector
    image = GrayImage(width: width, height: height)
  }

  mutating func find(in frame: borrowing CompactFrame) -> Finding {
    var finding = Finding()
    detector.detect(in: frame, through: &image, into: &finding.detections)
    finding.limitAmplitude = detector.limitAmplitude
    return finding
  }
}

extension [FrameDetector] {
  /// Takes `light`, in grey levels and bright up, as the still light of the frames to come.
  mutating func setBackground(_ light: FloatImage) {
    self[0].setBackground(light)
    for i in indices.dropFirst() { self[i].takeBackground(of: self[0]) }
  }

  /// Finds the spots of frames, several at once, in no order: what is found is in that of the frames.
  ///
  /// - Parameters:
  ///   - frames: all of one size.
  ///   - meanwhile: done beside it, by a thread that then helps.
  /// - Returns: what was found in each.
  mutating func find(
    in frames: ArraySlice<CompactFrame>, meanwhile: @escaping @Sendable () -> Void
  ) -> [FrameDetector.Finding] {
    let pieces = stride(from: frames.startIndex, to: frames.endIndex, by: Self.piece).map {
      $0..<Swift.min($0 + Self.piece, frames.endIndex)
    }
    let tasks = [Task.other(meanwhile)] + pieces.map(Task.frames)
    let found = parallelMap(tasks, workers: &self) { worker, task -> [FrameDetector.Finding] in
      switch task {
      case .other(let body):
        body()
        return []
      case .frames(let range):
        return range.map { worker.find(in: frames[$0]) }
      }
    }
    return found.flatMap(\.self)
  }

  /// Detectors that can be at work at once where no block has more frames: one a piece, and one that is
  /// free while something else is done.
  static func mostAtOnce(frames: Int) -> Int { (frames + piece - 1) / piece + 1 }

  /// Frames that a thread takes at a time.
  private static let piece = 4

  private enum Task: Sendable {
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
