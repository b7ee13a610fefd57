import NTAAnalysis
import NTAVideo

extension Comparison {
  /// One self-contained HTML page: the distributions overlaid, and the tables.
  ///
  /// - Throws: `NTAError` of category `internalFault` for an error in the built-in templates.
  package func html() throws(NTAError) -> String {
    do throws(FileError) {
      return try PageTemplate.comparison.render(ComparisonView(self))
    } catch {
      throw NTAError(error)
    }
  }
}
