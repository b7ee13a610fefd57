internal import CFFmpeg
import NTAAnalysis

/// Frames of a TIFF stack, one plane each.
final class StackSupply: FrameSupply {
  let properties: VideoProperties
  let isIntraOnly = true
  let isExact: Bool
  let isLossy: Bool

  private let stack: TIFFStack
  private let times: StackTimes
  /// The channel among the planes, and among the samples of a plane.
  private let channel: (plane: Int, sample: Int)
  private let frameCount: Int
  private var decoder = PageDecoder()
  private var shown: PagePicture
  private var scale = SampleScale.identity
  private var next = 0

  /// Frames from which the range of the samples is taken.
  private static let surveyedFrames = 16

  var picture: UnsafeMutablePointer<AVFrame> { shown.pointer }
  var timing: FrameTiming { times.timing }

  /// Opens a stack.
  ///
  /// - Parameters:
  ///   - stack: the stack.
  ///   - container: what kind of recording it is.
  ///   - frameRate_hz: the rate of a stack that states none.
  ///   - channel: number of the channel to read, from 1; the first where none is given.
  /// - Throws: ``DecodeError`` for samples that cannot be read.
  init(
    _ stack: TIFFStack, container: String, frameRate_hz: Double?, channel: Int?
  ) throws(DecodeError) {
    guard let shown = PagePicture() else { throw .outOfMemory(file: stack.name) }
    if let part = stack.missingFile { throw .stackPartMissing(file: stack.name, part: part) }
    let page = try stack.firstPage?.get()
    let samples = page?.channels ?? 1
    let channels = samples * (stack.description?.channels ?? 1)
    let index = (channel.map { min(max($0, 1), channels) } ?? 1) - 1
    self.channel = (index / samples, index % samples)
    frameCount = stack.frameCount(channel: self.channel.plane)
    times = StackTimes(
      stack, channel: self.channel.plane, frames: frameCount, given_s: frameRate_hz.map { 1 / $0 })
    isExact = page?.isExact ?? false
    isLossy = page?.isLossy ?? false
    let interval_s = times.timing.interval_s
    let promised = max(stack.description?.frames ?? 0, frameCount)
    var properties = VideoProperties(
      container: container, codec: "tiff", pixelFormat: "", width: 0, height: 0, bitDepth: 8,
      framesExpected: promised, frameRate_hz: interval_s.map { 1 / $0 },
      frameInterval_s: interval_s, tick_s: times.timing.tick_s,
      isVariableRate: times.timing.isVariable,
      problems: promised > frameCount
        ? ["the writer counts \(promised) images, the file has \(frameCount) pages"] : [])
    properties.stack = StackProperties(stack)
    properties.pixelAspect = stack.description?.pixelAspect ?? 1
    self.properties = properties
    self.stack = stack
    self.shown = shown
    if let page, !page.isPlain { scale = try surveyedScale(page) }
  }

  func advance() throws(DecodeError) -> SupplyEvent {
    guard next < frameCount else { return .end }
    let ticks = times.ticks(of: next)
    next += 1
    return try show(next - 1) ? .frame(ticks: ticks, isDamaged: false) : .refused(ticks: ticks)
  }

  func jump(toTicks ticks: Int64) -> Bool {
    next = min(frameCount, times.frame(atTicks: ticks))
    return true
  }

  /// Decodes a frame into the picture; false when it is damaged.
  private func show(_ frame: Int) throws(DecodeError) -> Bool {
    guard let (page, bytes, file) = try read(frame) else { return false }
    return shown.show(bytes, of: page, channel: channel.sample, scale: scale, file: file)
  }

  /// The samples of a frame; nil when it is damaged.
  private func read(
    _ frame: Int
  ) throws(DecodeError) -> (TIFFPage, UnsafeMutableRawBufferPointer, TIFFFile)? {
    guard let address = stack.address(frame: frame, channel: channel.plane) else { return nil }
    let file: TIFFFile
    do throws(DecodeError) {
      file = try stack.file(address.file)
    } catch {
      // A damaged file is a damaged frame; a missing or unreadable one is an error of the set.
      switch error {
      case .emptyFile, .incompleteContainer: return nil
      default: throw error
      }
    }
    if let contiguous = stack.contiguous {
      guard case .success(let page) = stack.firstPage, let bytes = decoder.bytes(for: page),
        contiguous.read(address.page, into: bytes)
      else { return nil }
      return (page, bytes, file)
    }
    guard file.read(page: address.page), let page = try? TIFFPage(file),
      channel.sample < page.channels
    else { return nil }
    return decoder.decode(page, of: file).map { (page, $0, file) }
  }

  /// A scale for the samples of some frames from the first to the last.
  private func surveyedScale(_ first: TIFFPage) throws(DecodeError) -> SampleScale {
    var range = SampleRange()
    let step = max(1, frameCount / Self.surveyedFrames)
    for frame in stride(from: 0, to: frameCount, by: step) {
      guard let (page, bytes, _) = try read(frame), page.channels == first.channels else {
        continue
      }
      let samples = PageSamples(page: page, bytes: .init(bytes))
      for y in 0..<page.height {
        samples.forEach(row: y, sample: channel.sample) { _, sample in range.add(sample) }
      }
    }
    return SampleScale(range)
  }
}
