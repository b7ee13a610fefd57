import Foundation
import NTAAnalysis
import NTAVideo

extension ProbeReport {
  /// Why the measurement refuses a video: it is read as the measurement reads it.
  ///
  /// - Parameters:
  ///   - source: the video.
  ///   - recording: the run, with the settings beside its videos.
  /// - Returns: the error of the measurement; `nil` if it accepts the video.
  static func refusal(of source: VideoSource, in recording: Recording) -> NTAError? {
    do throws(DecodeError) {
      return try damage(in: source, of: recording).map { NTAError($0) }
    } catch {
      return NTAError(error)
    }
  }

  private static func damage(
    in source: VideoSource, of recording: Recording
  ) throws(DecodeError) -> DamagedRecording? {
    let settings = recording.runFile
    var reader = try VideoReader(
      source,
      frameRate_hz: settings?.frameRate_hz ?? recording.header?.frameRate_hz
        ?? recording.container?.frameRate_hz,
      pixelFormat: settings?.pixelFormat, channel: settings?.channel)
    let properties = reader.properties
    try PictureLimits.checkMeasurable(
      width: properties.width, height: properties.height, file: source.name)
    if properties.isOverlay { throw .isOverlay(file: source.name) }
    var frame = CompactFrame(width: properties.width, height: properties.height)
    var image = GrayImage(width: 1, height: 1)
    var hasPicture = false
    while let stamp = try reader.next(into: &frame, through: &image) {
      hasPicture = hasPicture || (!stamp.isDamaged && !frame.isUniform)
    }
    let tally = reader.tally
    let isDamaged = tally.damaged > 0 || tally.droppedPackets > 0 || tally.missing > 0
    guard hasPicture || isDamaged else {
      throw .blankPictures(
        file: source.name, codec: properties.codec, pixelFormat: properties.pixelFormat)
    }
    guard isDamaged else { return nil }
    return DamagedRecording(
      file: source.name, whole: tally.decoded - (tally.damaged - tally.droppedPackets),
      promised: tally.expected,
      firstDamaged: tally.firstDamagedFrame)
  }
}
