import NTAAnalysis
import NTAVideo

/// Error: some frames of a recording are damaged or missing.
struct DamagedRecording: StageError {
  var file: String
  var whole: Int
  var promised: Int?
  var firstDamaged: Int?

  var category: ErrorCategory { .damagedInput }

  func description(in wording: Wording) -> String {
    let total = promised.map { " of \($0)" } ?? ""
    let place = firstDamaged.map { "frame \($0 + 1)\(total) is damaged" } ?? "frames are missing"
    return
      "\(file): \(place); use \(wording[.allowDamaged]) to analyse the \(whole) whole frames"
  }
}
