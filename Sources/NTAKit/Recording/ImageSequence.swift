import Foundation
import NTAAnalysis
import NTAVideo

/// The numbered images of one folder, treated as one video.
struct ImageSequence {
  /// Names of the images, in natural order.
  let files: [String]
  /// Warns that numbers are missing; `nil` if none are.
  let warning: RunWarning?

  /// Checks that the names differ only in their last number.
  init(folder: String, images: [String]) throws(RecordingError) {
    files = images
    var numbers: [Int] = []
    let first = images.first.map(Self.parts)
    for image in images {
      let parts = Self.parts(of: image)
      if let first, parts.before != first.before || parts.after != first.after {
        throw .mixedSequence(folder: folder, first: images[0], other: image)
      }
      if let number = parts.number { numbers.append(number) }
    }
    let steps = zip(numbers.dropFirst(), numbers).map { $0 &- $1 }
    let gaps = zip(steps, images).filter { $0.0 != steps.min() }.map(\.1)
    warning = gaps.first.map {
      .sequenceGap(
        folder: (folder as NSString).lastPathComponent, gaps: gaps.count, after: $0)
    }
  }

  /// True when a TIFF file holds more than one image and is thus a video itself.
  ///
  /// False for a file that cannot be read; opening it later reports the reason.
  static func isStack(_ path: String) -> Bool {
    guard ["tif", "tiff"].contains(FolderContents.fileExtension(of: path)) else { return false }
    return (try? VideoProbe.frameCount(of: .file(path: path))).map { $0 > 1 } ?? false
  }

  /// `("pos1_", 42, ".png")` of `pos1_0042.png`.
  private static func parts(of name: String) -> (before: String, number: Int?, after: String) {
    guard let end = name.lastIndex(where: { $0.isASCII && $0.isNumber }) else {
      return (name, nil, "")
    }
    let digits = name[...end].reversed().prefix { $0.isASCII && $0.isNumber }
    let before = name[...end].dropLast(digits.count)
    return (String(before), Int(String(digits.reversed())), String(name[name.index(after: end)...]))
  }
}
