import Algorithms
internal import CTIFF
import Foundation
import NTAAnalysis

/// The planes of a recording in TIFF files: which are frames, of which channel, and when they were taken.
///
/// A stack is one file with a page per plane, an ImageJ stack with all planes behind one directory, a
/// set of OME-TIFF files, or a folder of images with one plane each.
final class TIFFStack {
  /// The path used in messages.
  let name: String
  /// Paths of the files.
  private(set) var files: [String]
  /// What the writer says; nil where it says nothing that is understood.
  private(set) var description: StackDescription?
  /// How the first page stores its samples; nil if it is damaged.
  private(set) var firstPage: Result<TIFFPage, DecodeError>?
  /// A file of the set that is not there.
  private(set) var missingFile: String?
  /// All planes behind one directory, if the file is of that kind.
  private(set) var contiguous: ContiguousPlanes?
  private var parts: [Part] = []
  private var open: (index: Int, file: TIFFFile)?

  /// Where a plane is.
  struct Address: Equatable {
    /// Number of the file, from 0.
    let file: Int
    /// Number of the page or contiguous plane, from 0.
    let page: Int
  }

  /// Planes that follow each other in pages that follow each other.
  private struct Part {
    let file: Int
    let page: Int
    let count: Int
    let plane: Int
  }

  /// The stack that a file is, or belongs to.
  ///
  /// - Throws: ``DecodeError`` for a file that cannot be opened or has no page.
  init(path: String) throws(DecodeError) {
    name = path
    files = [path]
    let file = try TIFFFile(path: path)
    open = (0, file)
    let pages = file.countPages()
    guard pages > 0 else { throw .incompleteContainer(file: path, container: "TIFF") }
    if file.read(page: 0) {
      firstPage = Self.page(of: file)
      description = try Self.description(of: file)
    }
    if pages == 1, let planes = description?.planes, description?.writer == "ImageJ" {
      contiguous = ContiguousPlanes(file, planes: planes)
    }
    try place(description?.parts ?? [], pages: contiguous?.count ?? pages)
    if description?.writer != "OME" { readMicroManagerTags() }
  }

  /// The stack that the images of a folder make, one frame each.
  init(folder: String, files names: [String]) throws(DecodeError) {
    guard let first = names.first else { throw .emptySequence(folder: folder) }
    name = folder
    files = names.map { SequenceSupply.path(folder, $0) }
    let file = try TIFFFile(path: SequenceSupply.path(folder, first))
    open = (0, file)
    if file.read(page: 0) { firstPage = Self.page(of: file) }
    parts = files.indices.map { Part(file: $0, page: 0, count: 1, plane: $0) }
    readMicroManagerTags()
    let noted = MicroManagerMetadata.pictures(inFolder: folder)
    guard !noted.isEmpty else { return }
    let pictures = names.map { noted[($0 as NSString).lastPathComponent] }
    var result = description ?? StackDescription(writer: "Micro-Manager")
    for (plane, picture) in pictures.enumerated() {
      result.planeTimes_s[plane] = picture?.elapsed_s
    }
    let pixel_um = pictures.lazy.compactMap { $0?.pixelSize_um }.first
    result.pixelWidth_um = result.pixelWidth_um ?? pixel_um
    result.pixelHeight_um = result.pixelHeight_um ?? pixel_um
    description = result
  }

  /// The file of a number, which stays open until another is asked for.
  func file(_ index: Int) throws(DecodeError) -> TIFFFile {
    if let open, open.index == index { return open.file }
    let file = try TIFFFile(path: files[index])
    open = (index, file)
    return file
  }

  /// Where the plane of a frame is.
  ///
  /// - Parameters:
  ///   - frame: number of the frame, from 0.
  ///   - channel: number of the channel among the planes, from 0.
  /// - Returns: file and page; nil where nothing says so.
  func address(frame: Int, channel: Int) -> Address? {
    guard let plane = plane(frame: frame, channel: channel) else { return nil }
    let after = parts.partitioningIndex { $0.plane > plane }
    guard after > 0 else { return nil }
    let part = parts[after - 1]
    let index = plane - part.plane
    return index < part.count ? Address(file: part.file, page: part.page + index) : nil
  }

  /// Number of the plane of a frame.
  func plane(frame: Int, channel: Int) -> Int? {
    let (start, isTooFar) = frame.multipliedReportingOverflow(by: description?.frameStride ?? 1)
    let (first, isOut) = channel.multipliedReportingOverflow(by: description?.channelStride ?? 1)
    let (plane, isOver) = start.addingReportingOverflow(first)
    return isTooFar || isOut || isOver ? nil : plane
  }

  /// Frames of a channel up to the last one that is there.
  func frameCount(channel: Int) -> Int {
    let end = parts.map { $0.plane + $0.count }.max() ?? 0
    let first = plane(frame: 0, channel: channel) ?? .max
    guard end > first else { return 0 }
    let there = (end - first - 1) / (description?.frameStride ?? 1) + 1
    // Where channels come one after the other, the next channel follows the last frame.
    let isByChannel = (description?.channelStride ?? 1) > (description?.frameStride ?? 1)
    return isByChannel ? min(there, description?.frames ?? there) : there
  }

  /// Places the parts of a description, or else all pages of the file in order.
  private func place(
    _ described: [StackDescription.Part], pages: Int
  ) throws(DecodeError) {
    guard !described.isEmpty else {
      parts = [Part(file: 0, page: 0, count: pages, plane: 0)]
      return
    }
    let folder = (name as NSString).deletingLastPathComponent
    var numbers: [String: Int] = [:]
    for part in described {
      var number = 0
      if let other = part.file {
        number = numbers[other] ?? files.count
        if number == files.count {
          numbers[other] = number
          files.append(SequenceSupply.path(folder, other))
          if !FileManager.default.fileExists(atPath: files[number]) {
            missingFile = missingFile ?? other
          }
        }
      }
      var there = number == 0 ? max(0, pages - part.page) : part.count
      if there == nil, missingFile == nil {
        there = max(0, try TIFFFile(path: files[number]).countPages() - part.page)
      }
      let count = min(part.count ?? .max, there ?? 0)
      if count > 0 {
        parts.append(Part(file: number, page: part.page, count: count, plane: part.plane))
      }
    }
    parts.sort { $0.plane < $1.plane }
  }

  /// Times and scale of stacks without another description, from the first and the last frame.
  private func readMicroManagerTags() {
    let count = frameCount(channel: 0)
    func metadata(_ frame: Int) -> MicroManagerMetadata? {
      guard let address = address(frame: frame, channel: 0), contiguous == nil,
        let file = try? file(address.file), file.read(page: address.page)
      else { return nil }
      return file.privateText(MicroManagerMetadata.tag).flatMap { MicroManagerMetadata($0) }
    }
    guard let first = metadata(0) else { return }
    var result = description ?? StackDescription(writer: "Micro-Manager")
    if result.interval_s == nil, count > 1, let last = metadata(count - 1),
      let start_s = first.elapsed_s, let end_s = last.elapsed_s, end_s > start_s
    {
      result.interval_s = (end_s - start_s) / Double(count - 1)
    }
    result.pixelWidth_um = result.pixelWidth_um ?? first.pixelSize_um
    result.pixelHeight_um = result.pixelHeight_um ?? first.pixelSize_um
    description = result
  }

  private static func page(of file: TIFFFile) -> Result<TIFFPage, DecodeError> {
    do throws(DecodeError) {
      return .success(try TIFFPage(file))
    } catch {
      return .failure(error)
    }
  }

  private static func description(of file: TIFFFile) throws(DecodeError) -> StackDescription? {
    guard let text = file.description else { return nil }
    let resolution = (x: file.ratio(TIFFTAG_XRESOLUTION), y: file.ratio(TIFFTAG_YRESOLUTION))
    if let found = ImageJDescription.read(text, resolution: resolution) { return found }
    return try omeDescription(text, path: file.path)
  }

  /// The description of OME-XML, wherever the set keeps it.
  ///
  /// - Parameters:
  ///   - text: OME-XML.
  ///   - path: the file that it describes.
  ///   - isElsewhere: true if the text is in another file of the set.
  /// - Returns: the description; nil if the text is none.
  /// - Throws: ``DecodeError`` for several images, and for a missing file.
  private static func omeDescription(
    _ text: String, path: String, isElsewhere: Bool = false
  ) throws(DecodeError) -> StackDescription? {
    let (folder, name) = (
      (path as NSString).deletingLastPathComponent, (path as NSString).lastPathComponent
    )
    do throws(OMEDescription.Failure) {
      return try OMEDescription.read(text, file: name)
    } catch {
      switch error {
      case .severalImages(let count): throw .severalImages(file: path, images: count)
      case .elsewhere(let other):
        let part = (other as NSString).lastPathComponent
        // A description that is elsewhere again is none.
        guard !isElsewhere, let text = try companionText(SequenceSupply.path(folder, part)) else {
          throw .stackPartMissing(file: path, part: part)
        }
        return try omeDescription(text, path: path, isElsewhere: true)
      }
    }
  }

  /// Largest file of metadata that is read, in bytes.
  private static let companionLimit = 1 << 28

  /// The OME-XML of a file of its own, or of another file of the set.
  private static func companionText(_ path: String) throws(DecodeError) -> String? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    if try TIFFFile.isTIFF(path) {
      let file = try TIFFFile(path: path)
      return file.read(page: 0) ? file.description : nil
    }
    guard try InputFile.byteCount(of: path) <= companionLimit else { return nil }
    return FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }
}
