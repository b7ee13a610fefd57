/// Reads the lines `key=value` that ImageJ writes as a description.
///
/// Planes are in the order channel, slice, frame. ImageJ calls the images of any plain stack slices, so
/// that a recording in time often has slices and no frames; such slices are depths only in what is
/// stored as a hyperstack without a time between frames. A program that names an axis without asking
/// calls it channels: more than ImageJ can show are none.
enum ImageJDescription {
  /// Most channels of a hyperstack (ImageJ's `CompositeImage.MAX_CHANNELS`).
  private static let channelLimit = 7

  /// Reads the description of a stack.
  ///
  /// - Parameters:
  ///   - text: the description.
  ///   - resolution: pixels per unit of length in a row and in a column, as the file states them.
  /// - Returns: what it says; nil if the text is no description of ImageJ.
  static func read(
    _ text: String, resolution: (x: Double?, y: Double?)
  ) -> StackDescription? {
    guard text.hasPrefix("ImageJ=") else { return nil }
    var values: [Substring: Substring] = [:]
    for line in text.split(whereSeparator: { $0 == "\n" || $0 == "\0" || $0 == "\r\n" }) {
      let parts = line.split(separator: "=", maxSplits: 1)
      if parts.count == 2, values[parts[0]] == nil { values[parts[0]] = parts[1] }
    }
    var result = StackDescription(writer: "ImageJ")
    readTimes(values, into: &result)
    readAxes(values, into: &result)
    let width = values["unit"].flatMap(StatedUnit.micrometres)
    let height = values["yunit"].map(StatedUnit.micrometres) ?? width
    result.pixelWidth_um = width.flatMap { unit in resolution.x.map { unit / $0 } }
    result.pixelHeight_um = height.flatMap { unit in resolution.y.map { unit / $0 } }
    return result
  }

  private static func readTimes(
    _ values: [Substring: Substring], into result: inout StackDescription
  ) {
    let unit_s = values["tunit"].map(StatedUnit.seconds) ?? 1
    result.interval_s = unit_s.flatMap { unit in
      StackDescription.positive(values["finterval"]).map { $0 * unit }
    }
    result.playbackRate_hz = StackDescription.positive(values["fps"])
  }

  private static func readAxes(
    _ values: [Substring: Substring], into result: inout StackDescription
  ) {
    func count(_ key: Substring) -> Int? { values[key].flatMap(StackDescription.count) }
    result.planes = count("images")
    let channels = count("channels") ?? 1
    let slices = count("slices") ?? 1
    let frames = count("frames") ?? 1
    if frames == 1, slices == 1, channels > channelLimit {
      result.frames = result.planes
      return
    }
    result.channels = channels
    let isHyperstack = values["hyperstack"] == "true"
    if slices > 1, frames > 1 || isHyperstack && result.interval_s == nil {
      result.depths = slices
    }
    let (planes, isTooMany) = channels.multipliedReportingOverflow(by: result.depths)
    result.frameStride = isTooMany ? .max : planes
    let times = result.depths > 1 ? frames : max(frames, slices)
    let stated = result.planes.map { $0 / result.frameStride }
    result.frames = result.frameStride > 1 ? stated ?? times : stated
  }
}
