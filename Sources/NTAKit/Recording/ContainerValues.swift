import Foundation
import NTAAnalysis
import NTAVideo

/// What the files of a recording state of its settings: scale and rate of TIFF stacks.
///
/// The rate of a video is not among them: the times of its frames go with it.
public struct ContainerValues: SettingSupplier, Sendable, Equatable {
  /// Name of the first file, for messages.
  public var fileName: String
  /// The settings that the files state.
  public var values = SettingValues()

  /// Values of files that say nothing.
  public init(fileName: String) { self.fileName = fileName }

  /// Relative difference up to which two files state the same.
  private static let same = 1e-3

  /// What all files of a recording state alike; nil if there is nothing.
  init?(_ sources: [VideoSource]) {
    guard let first = sources.first else { return nil }
    self.init(fileName: (first.name as NSString).lastPathComponent)
    var stacks: [StackProperties] = []
    for source in sources {
      // A file that cannot be read is reported where it is measured.
      guard let stack = try? VideoProbe.stackProperties(of: source) else { return nil }
      stacks.append(stack)
    }
    self.pixelSize_um = Self.common(stacks.map(\.pixelSize_um))
    self.frameRate_hz = Self.common(stacks.map { stack in stack.interval_s.map { 1 / $0 } })
    if self.pixelSize_um == nil, self.frameRate_hz == nil { return nil }
  }

  private static func common(_ stated: [Double?]) -> Double? {
    guard let first = stated.first ?? nil else { return nil }
    let isCommon = stated.allSatisfy { value in value.map { abs($0 / first - 1) < same } ?? false }
    return isCommon ? first : nil
  }
}
