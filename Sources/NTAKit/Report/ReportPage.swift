import Mustache
import NTAAnalysis
import NTAVideo

/// `report.html`: one self-contained page that needs no network, and no script but for reading values off.
enum ReportPage {
  /// The page of a result.
  ///
  /// - Throws: `FileError.template` for a fault in the built-in templates.
  static func render(_ content: ReportContent) throws(FileError) -> String {
    do {
      let page = try MustacheTemplate(string: ReportTemplate.text)
      let library = MustacheLibrary(templates: [
        "plot": try MustacheTemplate(string: PlotTemplate.text),
        "still": try MustacheTemplate(string: ReportTemplate.still),
        "script": try MustacheTemplate(string: HoverScript.text),
        "style": try MustacheTemplate(string: StyleSheet.text),
      ])
      return page.render(ReportView(content), library: library)
    } catch {
      throw .template(reason: "\(error)")
    }
  }
}
