import CFFmpeg

/// How many frames a container promises, by what it says itself.
struct FramePromise {
  /// Frames promised; nil when nothing is said.
  let frames: Int?
  /// Contradictions met on the way.
  let problems: [String]

  /// Reads header, index, tags and duration, in the order of their worth for the container.
  init(_ demuxer: borrowing Demuxer, survey: PacketSurvey, timing: FrameTiming) {
    let counted = Int(demuxer.stream.pointee.nb_frames)
    let stated = demuxer.isNamed("avi") ? FramePromise.frames(ofTicks: counted, timing) : counted
    if demuxer.isStillImage {
      frames = 1
      problems = []
    } else if let indexed = survey.indexed {
      // A header written before the recording ended says 0; one of a cut file more than the index.
      // In MOV an edit list may hide samples that the header counts.
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

  /// The frames in a number of ticks.
  ///
  /// An AVI counts its ticks. Written from another container it may have several for each frame, as
  /// H.264 has one for each field.
  private static func frames(ofTicks ticks: Int, _ timing: FrameTiming) -> Int {
    guard !timing.isVariable, let interval_s = timing.interval_s else { return ticks }
    let ticksAFrame = (interval_s / timing.tick_s).rounded()
    guard ticksAFrame >= 2, ticksAFrame < 1e6 else { return ticks }
    return (ticks + Int(ticksAFrame) - 1) / Int(ticksAFrame)
  }

  /// The count that Matroska's statistics tags hold.
  private static func tagged(_ stream: UnsafeMutablePointer<AVStream>) -> Int? {
    guard let entry = av_dict_get(stream.pointee.metadata, "NUMBER_OF_FRAMES", nil, 0),
      let value = entry.pointee.value
    else { return nil }
    return Int(String(cString: value)).flatMap { $0 > 0 ? $0 : nil }
  }

  /// The count that follows from Matroska's stated duration at a constant rate.
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
