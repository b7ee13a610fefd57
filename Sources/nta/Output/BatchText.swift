import NTAKit
import NTAStudy

/// What came of a batch, as lines for a terminal.
struct BatchText {
  /// The lines.
  let text: String

  /// The numbers of runs and the place of the study.
  init(_ progress: BatchProgress, folder: StudyFolder) {
    let rows = [
      ("runs", progress.total), ("measured", progress.measured),
      ("unchanged", progress.skipped), ("failed", progress.failed),
    ]
    let lines = rows.map { name, count in
      "\(name)\(String(repeating: " ", count: 12 - name.count))\(count)\n"
    }
    text = lines.joined() + "study       \(folder.database)\n"
  }
}
