import Foundation
import NTAAnalysis
import NTAVideo

/// The number of sections in a video, and the source of that number.
struct SectionLayout {
  /// Number of positions of the cell, if given.
  let positions: Int?
  /// Number of times each position was measured.
  let cycles: Int
  /// Source of the number of positions, for messages.
  let positionsFrom: String
  /// True when the number comes from the user, not from the instrument.
  let isExplicit: Bool
  /// Warns that a header leaves the positions out; only relevant for a single video.
  let warning: RunWarning?

  /// Takes each number from the argument, else from `run.yaml`, else from the header.
  init(positions: Int?, cycles: Int?, runFile: RunFile?, header: InstrumentHeader?) {
    let promised = positions ?? runFile?.positions
    isExplicit = promised != nil
    let counted = promised ?? Self.sensible(header?.positions)
    self.positions = counted
    let repeats = cycles ?? runFile?.cycles
    // Without positions, a header's cycles do not determine the sections.
    let recorded = counted == nil ? nil : Self.sensible(header?.cycles)
    self.cycles = repeats ?? recorded ?? 1
    positionsFrom =
      positions != nil || (promised == nil && cycles != nil)
      ? "the command line" : isExplicit ? runFile?.path ?? "" : header?.path ?? runFile?.path ?? ""
    guard let header, counted == nil else {
      warning = nil
      return
    }
    warning = .positionsUnknown(header: header.fileName)
  }

  /// The positions of the run; a single video is divided into its sections.
  func positions(
    of sources: [VideoSource], frameCount: Recording.FrameCounter
  ) throws(RecordingError) -> [PositionSource] {
    let sections = (positions ?? 1) * cycles
    guard sources.count == 1, let source = sources.first else {
      if isExplicit, sections != sources.count {
        throw .positionsDisagree(
          given: sections, positionsFrom: positionsFrom, videos: sources.count)
      }
      let perCycle = isExplicit ? positions ?? sources.count : sources.count
      return sources.enumerated().map { index, source in
        PositionSource(
          index: index + 1, source: source, fileName: Self.fileName(of: source),
          cycle: index / perCycle + 1)
      }
    }
    let name = Self.fileName(of: source)
    if sections == 1 { return [PositionSource(index: 1, source: source, fileName: name)] }
    let frames = try count(source, frameCount)
    guard frames >= sections, frames.isMultiple(of: sections) else {
      throw .sectionsDoNotDivide(
        path: source.name, frames: frames, positions: positions ?? 1, cycles: cycles,
        positionsFrom: positionsFrom)
    }
    let length = frames / sections
    return (0..<sections).map { section in
      PositionSource(
        index: section + 1, source: source, fileName: name, section: section + 1,
        cycle: section / (positions ?? 1) + 1, frames: section * length..<(section + 1) * length)
    }
  }

  /// Headers are not validated as settings are, so an out-of-range number counts as absent.
  private static func sensible(_ count: Int?) -> Int? {
    count.flatMap { SettingDefinition[\.positions].allows(Double($0)) ? $0 : nil }
  }

  private func count(
    _ source: VideoSource, _ frameCount: Recording.FrameCounter
  ) throws(RecordingError) -> Int {
    do throws(NTAError) {
      return try frameCount(source)
    } catch {
      throw .video(error)
    }
  }

  private static func fileName(of source: VideoSource) -> String {
    (source.name as NSString).lastPathComponent
  }
}
