import Foundation
import NTAAnalysis
import NTAVideo

/// What the decoder reads from the videos of a run.
package struct ProbeReport: Sendable, Equatable {
  /// One video, or one folder of images.
  package struct Video: Sendable, Equatable {
    /// Path of the file or folder.
    package var path: String
    /// Properties reported by the decoder.
    package var properties: VideoProperties
    /// Number of frames that can be decoded.
    package var frames: Int
    /// Number of sections in the video: positions times cycles.
    package var sections: Int
    /// Why the measurement refuses the video, if it does.
    package var refusal: NTAError?
  }

  /// The videos, in the order of positions.
  package let videos: [Video]
  /// Why the measurement refuses the run as a whole, if it does.
  package let refusal: NTAError?
  /// Warnings about the run as a whole.
  package let warnings: [RunWarning]

  /// Examines every video of a run.
  ///
  /// - Throws: `NTAError` for the first video that cannot be decoded.
  package init(_ recording: Recording) throws(NTAError) {
    var videos: [Video] = []
    for position in recording.positions {
      let path = position.source.name
      if let index = videos.firstIndex(where: { $0.path == path }) {
        videos[index].sections += 1
        continue
      }
      do throws(DecodeError) {
        videos.append(
          Video(
            path: path, properties: try VideoProbe.properties(of: position.source),
            frames: try VideoProbe.frameCount(of: position.source), sections: 1,
            refusal: Self.refusal(of: position.source, in: recording)))
      } catch {
        throw NTAError(error)
      }
    }
    self.videos = videos
    refusal = MixedRun(
      videos.map {
        (file: ($0.path as NSString).lastPathComponent, format: RecordingFormat($0.properties))
      }
    ).map { NTAError($0) }
    warnings = recording.warnings
  }

  /// The report as text for a terminal, in the given wording.
  package func text(in wording: Wording = .library) -> String {
    let texts = videos.map { $0.lines(in: wording).map { $0 + "\n" }.joined() }
    return texts.joined(separator: "\n")
      + (refusal.map { "\nproblem      \($0.description(in: wording))\n" } ?? "")
  }

  /// The report as one JSON object with sorted keys, and warnings in the given wording.
  ///
  /// - Throws: `NTAError` of category `internalFault` for a value that JSON cannot represent.
  package func json(in wording: Wording = .library) throws(NTAError) -> String {
    let document = ProbeDocument(
      problems: refusal.map { [$0.description(in: wording)] } ?? [],
      videos: videos.map { ProbeDocument.Video($0, in: wording) },
      warnings: warnings.map { $0.text(in: wording) })
    do throws(FileError) {
      return try JSONText.indented(document)
    } catch {
      throw NTAError(error)
    }
  }
}

extension ProbeReport.Video {
  /// What the file says of itself that is unusual, and why it cannot be measured.
  fileprivate func problems(in wording: Wording) -> [String] {
    properties.problems + (refusal.map { [$0.description(in: wording)] } ?? [])
  }

  fileprivate func lines(in wording: Wording) -> [String] {
    let rate = properties.frameRate_hz.map { "\(NumberText.short($0)) Hz" }
    let expected =
      properties.framesExpected.map { "the file states \($0)" } ?? "the file states no number"
    return [
      path,
      "  container  \(properties.container), codec \(properties.codec), "
        + "pixel format \(properties.pixelFormat)",
      "  picture    \(properties.width) x \(properties.height), \(properties.bitDepth) bits",
      "  frames     \(frames) (\(expected))",
      "  frame rate " + (rate ?? "not stated") + (properties.isVariableRate ? ", variable" : ""),
      "  sections   \(sections)",
    ] + (properties.stack?.lines ?? []) + problems(in: wording).map { "  problem    \($0)" }
  }
}

extension StackProperties {
  /// What only a stack says, for people.
  fileprivate var lines: [String] {
    let facts: [(String, String?)] = [
      ("samples", samples.isEmpty ? nil : samples), ("described", writer.map { "by \($0)" }),
      ("channels", "\(channels)"), ("depths", "\(depths)"),
      ("pixel size", pixelSize_um.map { "\(NumberText.short($0)) µm" }),
      (
        "playback",
        playbackRate_hz.map { "\(NumberText.significant($0)) frames/s, no rate of the recording" }
      ),
    ]
    return facts.compactMap { name, fact in
      fact.map { "  " + name.padding(toLength: 11, withPad: " ", startingAt: 0) + $0 }
    }
  }
}

/// The report as JSON; the property names are the keys.
private struct ProbeDocument: Encodable {
  var schema = "nta.probe/1"
  var problems: [String]
  var videos: [Video]
  var warnings: [WarningText]

  struct Video: Encodable {
    var file: String
    var container: String
    var codec: String
    var pixel_format: String
    var width: Int
    var height: Int
    var bit_depth: Int
    var frames: Int
    @OrNull var frames_expected: Int?
    @OrNull var frame_rate_hz: Double?
    @OrNull var frame_interval_s: Double?
    var variable_rate: Bool
    var sections: Int
    @OrNull var samples: String?
    @OrNull var described_by: String?
    var channels: Int
    var depths: Int
    @OrNull var pixel_size_um: Double?
    @OrNull var playback_rate_hz: Double?
    var problems: [String]

    init(_ video: ProbeReport.Video, in wording: Wording) {
      let properties = video.properties
      file = video.path
      container = properties.container
      codec = properties.codec
      pixel_format = properties.pixelFormat
      width = properties.width
      height = properties.height
      bit_depth = properties.bitDepth
      frames = video.frames
      variable_rate = properties.isVariableRate
      sections = video.sections
      channels = properties.stack?.channels ?? 1
      depths = properties.stack?.depths ?? 1
      problems = video.problems(in: wording)
      _samples = OrNull(wrappedValue: properties.stack?.samples)
      _described_by = OrNull(wrappedValue: properties.stack?.writer)
      _pixel_size_um = OrNull(wrappedValue: properties.stack?.pixelSize_um?.finite)
      _playback_rate_hz = OrNull(wrappedValue: properties.stack?.playbackRate_hz?.finite)
      _frames_expected = OrNull(wrappedValue: properties.framesExpected)
      _frame_rate_hz = OrNull(wrappedValue: properties.frameRate_hz?.finite)
      _frame_interval_s = OrNull(wrappedValue: properties.frameInterval_s?.finite)
    }
  }
}
