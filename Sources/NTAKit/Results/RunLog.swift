import Foundation
import NTAAnalysis
import NTAVideo

/// The steps of a run with their times: `run.log`, the only file that differs between repeated runs.
public struct RunLog: Sendable {
  private var lines: [String] = []

  /// An empty log.
  public init() {}

  /// Adds a line with the time of day, in UTC.
  public mutating func add(_ text: String) {
    let time = Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    let oneLine = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    lines.append("\(time) \(oneLine)")
  }

  /// The log as text, one entry per line.
  public var text: String { lines.map { $0 + "\n" }.joined() }
}
