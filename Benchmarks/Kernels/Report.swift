import Foundation

/// Results as text.
struct Report: Encodable {
  private let kernels: [Measurement.Row]
  private let ratios: [Comparison]

  private struct Comparison: Encodable {
    let ratio: String
    let median: Double
  }

  init(_ measurement: Measurement, ratios: [Ratio]) {
    kernels = measurement.rows
    self.ratios = ratios.compactMap { ratio in
      measurement.value(of: ratio).map { Comparison(ratio: ratio.name, median: $0) }
    }
  }

  /// The results as JSON.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// The results as aligned tables, which are also Markdown.
  var text: String {
    let times = kernels.map {
      [$0.kernel, $0.input, digits($0.median_us), digits($0.minimum_us)]
    }
    let comparisons = ratios.map { [$0.ratio, digits($0.median)] }
    return table(["kernel", "input", "median µs", "min µs"], times, textColumns: 2) + "\n"
      + table(["ratio", "median"], comparisons, textColumns: 1)
  }
}

extension Int {
  /// The number with a comma before the last three digits, as documents write it.
  var grouped: String {
    self < 1000 ? "\(self)" : (self / 1000).grouped + String(format: ",%03d", self % 1000)
  }
}

/// Three significant digits, or all digits before the point.
private func digits(_ value: Double) -> String {
  let places = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3
  return String(format: "%.\(places)f", value)
}

/// Columns of text are aligned left, those of numbers right.
private func table(_ head: [String], _ rows: [[String]], textColumns: Int) -> String {
  let widths = head.indices.map { column in
    ([head] + rows).map { $0[column].count }.max() ?? 0
  }
  func line(_ cells: [String]) -> String {
    let padded = cells.enumerated().map { column, cell in
      let space = String(repeating: " ", count: widths[column] - cell.count)
      return column < textColumns ? cell + space : space + cell
    }
    return "| " + padded.joined(separator: " | ") + " |\n"
  }
  let rule = widths.enumerated().map { column, width in
    column < textColumns
      ? String(repeating: "-", count: width) : String(repeating: "-", count: width - 1) + ":"
  }
  return line(head) + line(rule) + rows.map(line).joined()
}
