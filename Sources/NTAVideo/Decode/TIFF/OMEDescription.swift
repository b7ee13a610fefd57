import Foundation
import FoundationXML

/// Reads the OME-XML that describes a file, or the set of files that it is part of.
///
/// Open Microscopy Environment, OME-TIFF specification 2016-06: `Pixels` gives the sizes and the order of
/// the planes, each `TiffData` says which pages hold which planes, each `Plane` may have a time.
enum OMEDescription {
  /// Why a description cannot be used.
  enum Failure: Error {
    /// The file holds planes of several images.
    case severalImages(Int)
    /// The description is in another file.
    case elsewhere(String)
  }

  /// Reads the description of the image that has planes in a file.
  ///
  /// - Parameters:
  ///   - text: the description.
  ///   - file: name of the file, without its folder.
  /// - Returns: what it says; nil if the text is no OME-XML.
  /// - Throws: ``Failure`` for a description of several images, or one that is elsewhere.
  static func read(_ text: String, file: String) throws(Failure) -> StackDescription? {
    guard text.prefix(4096).contains("<OME") || text.prefix(4096).contains(":OME") else {
      return nil
    }
    let reader = OMEReader()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = reader
    parser.shouldResolveExternalEntities = false
    let isWhole = parser.parse()
    if let other = reader.metadataFile, reader.images.isEmpty { throw .elsewhere(other) }
    guard isWhole, !reader.images.isEmpty else { return nil }
    // A file without a name of its own among those of the planes was renamed.
    let names = Set(reader.images.flatMap { $0.parts.compactMap(\.file) })
    let own = names.contains(file) ? file : names.count == 1 ? names.first : nil
    func isHere(_ part: StackDescription.Part) -> Bool { part.file == nil || part.file == own }
    let here = reader.images.filter { $0.parts.isEmpty || $0.parts.contains(where: isHere) }
    guard here.count <= 1 else { throw .severalImages(here.count) }
    // A renamed file may be any of the images.
    guard !here.isEmpty || reader.images.count == 1 else {
      throw .severalImages(reader.images.count)
    }
    var image = here.first ?? reader.images[0]
    for index in image.parts.indices where image.parts[index].file == own {
      image.parts[index].file = nil
    }
    return image.description
  }
}

/// One `Image` of OME-XML.
private struct OMEImage {
  var sizes: [Character: Int] = [:]
  var order = "XYZCT"
  var samplesOfChannels: [Int] = []
  var interval_s: Double?
  var pixelWidth_um: Double?
  var pixelHeight_um: Double?
  /// True when the distance of the depths, or places of single planes, are stated.
  var hasDepths = false
  var parts: [StackDescription.Part] = []
  var times_s: [Int: Double] = [:]
  /// Where the first plane that says so lies along the light.
  private var firstPlace: Double?

  /// Channels that are planes of their own; those of a colour picture are in one.
  var channels: Int {
    let samples = samplesOfChannels.first ?? 1
    return max(1, (sizes["C"] ?? 1) / max(samples, 1))
  }

  /// Planes from one channel, depth or time to the next.
  func stride(_ axis: Character) -> Int {
    var stride = 1
    for earlier in order.dropFirst(2).prefix(while: { $0 != axis }) {
      let size = earlier == "C" ? channels : sizes[earlier] ?? 1
      let (product, isTooMany) = stride.multipliedReportingOverflow(by: size)
      if isTooMany { return .max }
      stride = product
    }
    return stride
  }

  /// Number of a plane; nil for one that the sizes do not allow.
  func plane(_ c: Int, _ z: Int, _ t: Int) -> Int? {
    guard (0..<channels).contains(c), (0..<(sizes["Z"] ?? 1)).contains(z),
      (0..<(sizes["T"] ?? 1)).contains(t)
    else { return nil }
    let numbers = [(c, stride("C")), (z, stride("Z")), (t, stride("T"))]
    var plane = 0
    for (number, stride) in numbers where number > 0 {
      let (product, isTooMany) = number.multipliedReportingOverflow(by: stride)
      guard !isTooMany, product < StackDescription.countLimit else { return nil }
      plane += product
    }
    return plane
  }

  /// Notes where a plane lies along the light.
  mutating func note(place: Double) {
    if let firstPlace, firstPlace != place { hasDepths = true }
    firstPlace = firstPlace ?? place
  }

  var description: StackDescription {
    var result = StackDescription(writer: "OME")
    result.channels = channels
    result.channelStride = stride("C")
    let times = sizes["T"] ?? 1
    let depths = sizes["Z"] ?? 1
    // What ImageJ calls slices without saying so becomes depths without a distance.
    let isTimeAsDepth = times == 1 && depths > 1 && !hasDepths
    result.depths = isTimeAsDepth ? 1 : depths
    result.frames = isTimeAsDepth ? depths : times
    result.frameStride = stride(isTimeAsDepth ? "Z" : "T")
    result.interval_s = interval_s
    result.planeTimes_s = times_s
    result.pixelWidth_um = pixelWidth_um
    result.pixelHeight_um = pixelHeight_um
    result.parts = parts
    return result
  }
}

/// Collects what is needed of OME-XML.
private final class OMEReader: NSObject, XMLParserDelegate {
  var images: [OMEImage] = []
  /// The file that has the description, where this one has none.
  var metadataFile: String?

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    let name = element.split(separator: ":").last ?? ""
    if name == "BinaryOnly" { metadataFile = attributes["MetadataFile"] }
    if name == "Image" { images.append(OMEImage()) }
    guard let last = images.indices.last else { return }
    switch name {
    case "Pixels": readPixels(attributes, into: &images[last])
    case "Channel":
      images[last].samplesOfChannels.append(
        attributes["SamplesPerPixel"].flatMap(StackDescription.count) ?? 1)
    case "TiffData": readPart(attributes, into: &images[last])
    case "UUID":
      if let file = attributes["FileName"], let part = images[last].parts.indices.last {
        // A name, never a path.
        images[last].parts[part].file = file.split { $0 == "/" || $0 == "\\" }.last.map(String.init)
      }
    case "Plane": readPlane(attributes, into: &images[last])
    default: break
    }
  }

  private func readPixels(_ attributes: [String: String], into image: inout OMEImage) {
    for axis in ["C", "Z", "T"] as [Character] {
      image.sizes[axis] = attributes["Size\(axis)"].flatMap(StackDescription.count) ?? 1
    }
    if let order = attributes["DimensionOrder"], order.hasPrefix("XY"),
      order.dropFirst(2).sorted() == ["C", "T", "Z"]
    {
      image.order = order
    }
    func length(_ key: String) -> Double? {
      guard let unit = StatedUnit.micrometres(attributes[key + "Unit"] ?? "µm") else { return nil }
      return StackDescription.positive(attributes[key]).map { $0 * unit }
    }
    image.pixelWidth_um = length("PhysicalSizeX")
    image.pixelHeight_um = length("PhysicalSizeY")
    image.hasDepths = attributes["PhysicalSizeZ"] != nil
    if let unit = StatedUnit.seconds(attributes["TimeIncrementUnit"] ?? "s") {
      image.interval_s = StackDescription.positive(attributes["TimeIncrement"]).map { $0 * unit }
    }
  }

  private func readPart(_ attributes: [String: String], into image: inout OMEImage) {
    func number(_ key: String) -> Int { attributes[key].flatMap { Int($0) } ?? 0 }
    guard
      let plane = image.plane(number("FirstC"), number("FirstZ"), number("FirstT")),
      (0..<StackDescription.countLimit).contains(number("IFD"))
    else { return }
    let count = attributes["PlaneCount"].flatMap(StackDescription.count)
    image.parts.append(
      StackDescription.Part(
        file: nil, page: number("IFD"),
        count: count ?? (attributes["IFD"] == nil ? nil : 1), plane: plane))
  }

  private func readPlane(_ attributes: [String: String], into image: inout OMEImage) {
    func number(_ key: String) -> Int { attributes[key].flatMap { Int($0) } ?? 0 }
    if let place = attributes["PositionZ"].flatMap({ Double($0) }) { image.note(place: place) }
    guard let unit = StatedUnit.seconds(attributes["DeltaTUnit"] ?? "s"),
      let time = attributes["DeltaT"].flatMap({ Double($0) }), time.isFinite,
      let plane = image.plane(number("TheC"), number("TheZ"), number("TheT"))
    else { return }
    image.times_s[plane] = time * unit
  }
}
