internal import CFFmpeg
import NTAAnalysis

/// The number of frames that a container states.
struct FramePromise {
  /// Frames promised; nil when the container states nothing.
  let frames: Int?
  /// Contradictions found between header and index.
  let problems: [String]

  /// Reads header, index, tags and duration, in the order of their reliability for the container.
  init(_ demuxer: borrowing Demuxer, survey: PacketSurvey, timing: FrameTiming) {
    let counted = Int(demuxer.stream.pointee.nb_frames)
    let stated = demuxer.isNamed("avi") ? FramePromise.frames(ofTicks: counted, timing) : counted
    if demuxer.isStillImage {
      frames = 1
      problems = []
    } else if let indexed = survey.indexed {
      // A header written before the recording ended states 0; that of a truncated file states more
      // than the index. In MOV, an edit list may hide samples that the header counts.
      frames = demuxer.isNamed("mov") ? indexed : max(stated, indexed)
      problems =
        demuxer.isNamed("avi") && stated != indexed
        ? ["the header counts \(stated) frames, the index \(indexed)"] : []
    } else {
      frames =
        stated > 0
        ? stated : FramePromise.tagged(demuxer.stream) ?? FramePromise.lasting(demuxer, timing)
      problems = []
    }
  }

  /// The number of frames in a number of ticks.
  ///
  /// An AVI header counts ticks. An AVI remuxed from another container may have several ticks per
  /// frame, for example one per field for H.264.
  private static func frames(ofTicks ticks: Int, _ timing: FrameTiming) -> Int {
    guard !timing.isVariable, let interval_s = timing.interval_s else { return ticks }
    let ticksAFrame = (interval_s / timing.tick_s).rounded()
    guard ticksAFrame >= 2, ticksAFrame < 1e6 else { return ticks }
    return (ticks + Int(ticksAFrame) - 1) / Int(ticksAFrame)
  }

  /// The count in Matroska's statistics tags.
  private static func tagged(_ stream: UnsafeMutablePointer<AVStream>) -> Int? {
    guard let entry = av_dict_get(stream.pointee.metadata, "NUMBER_OF_FRAMES", nil, 0),
      let value = entry.pointee.value
    else { return nil }
    return Int(String(cString: value)).flatMap { $0 > 0 ? $0 : nil }
  }

  /// The count computed from Matroska's stated duration at a constant rate.
  private static func lasting(_ demuxer: borrowing Demuxer, _ timing: FrameTiming) -> Int? {
    let context = demuxer.context.pointee
    guard demuxer.isNamed("matroska"), context.nb_streams == 1, !timing.isVariable,
      context.duration_estimation_method == AVFMT_DURATION_FROM_STREAM,
      let interval_s = timing.interval_s, let duration = context.duration.knownTicks
    else { return nil }
    let start = max(0, context.start_time.knownTicks ?? 0)
    let frames = (Double(duration - start) / Double(AV_TIME_BASE) / interval_s).rounded()
    return frames >= 1 && frames < 1e12 ? Int(frames) : nil
  }
}
