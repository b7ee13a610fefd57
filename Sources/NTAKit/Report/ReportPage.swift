import NTAAnalysis
import NTAVideo

/// `report.html`: one self-contained page.
enum ReportPage {
  /// The page of a result.
  ///
  /// - Throws: ``FileError/template(reason:)`` for an error in the built-in templates.
  static func render(_ content: ReportContent) throws(FileError) -> String {
    try PageTemplate.report.render(ReportView(content))
  }
}
