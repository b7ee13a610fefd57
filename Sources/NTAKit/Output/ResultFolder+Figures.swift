import NTAAnalysis
import NTAVideo

extension ResultFolder {
  /// Draws each plot of the report as SVG and as PNG of 300 dpi.
  ///
  /// - Parameters:
  ///   - folder: where the pictures are written; it is made if it does not exist.
  ///   - overwrite: whether pictures of the same names may be replaced.
  /// - Returns: the paths of the pictures, in the order of the report.
  /// - Throws: `NTAError` for missing or damaged files, and for pictures that cannot be drawn or
  ///   written.
  package func writeFigures(to folder: String, overwrite: Bool) throws(NTAError) -> [String] {
    let figures: [FigureFile]
    let files: [ResultFile]
    do throws(FileError) {
      figures = try content().plots.map { FigureFile($0) }
      files = figures.flatMap { figure in
        ["svg", "png"].map { ResultFile("\(folder)/\(figure.name).\($0)") }
      }
      if !overwrite, let file = files.first(where: { FileTree.exists($0.path) }) {
        throw .exists(path: file.path)
      }
      try FileTree.makeFolders(FileTree.absolute(folder))
    } catch {
      throw NTAError(error)
    }
    for (index, figure) in figures.enumerated() {
      let png = try figure.png()
      do throws(FileError) {
        try files[2 * index].write(try figure.svg(), overwrite: overwrite)
        try files[2 * index + 1].write(png, overwrite: overwrite)
      } catch {
        throw NTAError(error)
      }
    }
    return files.map(\.path)
  }
}
