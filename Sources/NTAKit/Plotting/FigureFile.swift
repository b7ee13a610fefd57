import NTAAnalysis
import NTAVideo

/// A plot as a picture of its own, for papers and slides.
struct FigureFile {
  /// Name of the file without extension, from the title of the plot.
  let name: String
  private let plot: Plot

  /// Resolution of the PNG.
  static let dotsPerInch = 300
  /// Units of a plot per inch, at which its letters have the size of those of a paper.
  private static let unitsPerInch = 80.0

  init(_ plot: Plot) {
    self.plot = plot
    let words = plot.title.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    name = words.joined(separator: "-")
  }

  /// The plot as SVG, with a size in inches.
  ///
  /// - Throws: ``FileError/template(reason:)`` for an error in the built-in templates.
  func svg() throws(FileError) -> String {
    try text { NumberText.plain($0 / Self.unitsPerInch) + "in" }
  }

  /// The plot as PNG of ``dotsPerInch``.
  ///
  /// - Throws: `NTAError` if this FFmpeg cannot draw SVG or write PNG.
  func png() throws(NTAError) -> [UInt8] {
    let drawing: String
    do throws(FileError) {
      drawing = try text {
        NumberText.plain(($0 / Self.unitsPerInch * Double(Self.dotsPerInch)).rounded())
      }
    } catch {
      throw NTAError(error)
    }
    do throws(EncodeError) {
      return try PNGImage.bytes(
        of: try DrawnSVG.image(drawing), dotsPerInch: Self.dotsPerInch)
    } catch {
      throw NTAError(error)
    }
  }

  private func text(size: (Double) -> String) throws(FileError) -> String {
    let view = PlotView(plot)
    return try PageTemplate.figure.render([
      "width": size(Double(view.width)), "height": size(Double(view.height)),
      "columns": "\(view.width)", "rows": "\(view.height)", "title": plot.title, "plot": view,
    ])
  }
}
