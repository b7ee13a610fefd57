import Mustache
import NTAAnalysis
import NTAVideo

/// A page that is drawn from the files in `Resources/Templates`.
///
/// `PackageResources` is generated from these files at every build. Pages are self-contained: they
/// include their style sheets and their script, and fetch nothing from the network. The script
/// shows the value of a curve under the pointer and saves plots; a page is complete without it.
///
/// Colours are those of the Okabe-Ito palette, which colour-blind readers can distinguish, and
/// which stay distinct in grey print.
struct PageTemplate: Sendable {
  private let page: [UInt8]
  private let partials: [String: [UInt8]]

  /// A plot as a file of its own.
  static let figure = PageTemplate(
    PackageResources.figure_mustache, styles: [PackageResources.plot_css])

  /// The page of a result.
  static let report = PageTemplate(
    PackageResources.report_mustache,
    styles: [PackageResources.plot_css, PackageResources.page_css],
    partials: ["snapshot": PackageResources.snapshot_mustache])

  /// The page of a comparison, whose style sheet adds to that of the report.
  static let comparison = PageTemplate(
    PackageResources.comparison_mustache,
    styles: [
      PackageResources.plot_css, PackageResources.page_css, PackageResources.comparison_css,
    ])

  private init(_ page: [UInt8], styles: [[UInt8]], partials: [String: [UInt8]] = [:]) {
    self.page = page
    self.partials = partials.merging([
      "plot": PackageResources.plot_mustache, "marks": PackageResources.marks_mustache,
      "script": PackageResources.hover_js, "save": PackageResources.save_js,
      "style": styles.flatMap(\.self),
    ]) { own, _ in own }
  }

  /// Fills the template.
  ///
  /// - Parameter view: properties or dictionary entries with the names in the template.
  /// - Returns: the page.
  /// - Throws: ``FileError/template(reason:)`` for an error in the built-in templates.
  func render(_ view: Any) throws(FileError) -> String {
    do {
      let page = try MustacheTemplate(string: String(decoding: page, as: UTF8.self))
      let library = MustacheLibrary(templates: try partials.mapValues(Self.partial))
      return page.render(view, library: library)
    } catch {
      throw .template(reason: "\(error)")
    }
  }

  /// A template to be included in another one, without the line end that closes its file.
  private static func partial(_ file: [UInt8]) throws -> MustacheTemplate {
    let text = String(decoding: file, as: UTF8.self)
    return try MustacheTemplate(string: text.hasSuffix("\n") ? String(text.dropLast()) : text)
  }
}
