import Foundation
import NTAAnalysis
import NTAVideo

/// The numbered images of one folder, treated as one video.
///
/// The number that changes from name to name is that of the frame, wherever it stands: Micro-Manager's
/// `img_000000012_Default_000.tif` has it in the middle. Numbers that are the time of day may change too.
struct ImageSequence {
  /// Names of the images, in natural order.
  let files: [String]
  /// Warns that numbers are missing; `nil` if none are.
  let warning: RunWarning?

  /// Checks that the names differ only in the number of the frame, and in times.
  init(folder: String, images: [String]) throws(RecordingError) {
    files = images
    let names = images.map(NumberedName.init)
    guard let first = names.first else {
      warning = nil
      return
    }
    if let (copy, original) = Self.copy(in: images) {
      throw .copyInSequence(folder: folder, copy: copy, original: original)
    }
    if let other = names.firstIndex(where: { $0.words != first.words }) {
      throw .mixedSequence(folder: folder, first: images[0], other: images[other])
    }
    let columns = first.numbers.indices.filter { column in
      names.contains { $0.numbers[column] != first.numbers[column] }
    }
    let times = NumberedName.times(in: names)
    let counters = columns.filter { !times.contains($0) }
    func valueCount(_ column: Int) -> Int { Set(names.map { $0.numbers[column] }).count }
    let counter = counters.max { valueCount($0) < valueCount($1) }
    if let counter {
      let others = counters.filter { $0 != counter }
      let misfit =
        names.firstIndex { name in others.contains { name.numbers[$0] != first.numbers[$0] } }
        // A number that comes again counts something within something else.
        ?? (valueCount(counter) < names.count ? names.count - 1 : nil)
      if let misfit {
        throw .mixedSequence(folder: folder, first: images[0], other: images[misfit])
      }
    }
    let numbers = counter.map { column in names.compactMap { Int($0.numbers[column]) } } ?? []
    let steps = zip(numbers.dropFirst(), numbers).map { $0 &- $1 }
    let gaps = zip(steps, images).filter { $0.0 != steps.min() }.map(\.1)
    warning = gaps.first.map {
      .sequenceGap(
        folder: (folder as NSString).lastPathComponent, gaps: gaps.count, after: $0)
    }
  }

  /// An image that a file manager has named as a copy of another: `a (1).tif` beside `a.tif`.
  private static func copy(in images: [String]) -> (copy: String, original: String)? {
    let names = Set(images)
    for image in images {
      let stem = FolderContents.stem(of: image)
      guard let copy = stem.wholeMatch(of: /(.+) (?:\(\d+\)|- Copy)/) else { continue }
      let original = "\(copy.1)\(image.dropFirst(stem.count))"
      if names.contains(original) { return (image, original) }
    }
    return nil
  }

  /// True when a TIFF file holds more than one image and is thus a video itself.
  ///
  /// False for a file that cannot be read; opening it later reports the reason.
  static func isStack(_ path: String) -> Bool {
    guard ["tif", "tiff"].contains(FolderContents.fileExtension(of: path)) else { return false }
    return (try? VideoProbe.frameCount(of: .file(path: path))).map { $0 > 1 } ?? false
  }
}
