import NTAAnalysis
import NTAVideo

/// Why a result could not be judged.
package enum VerifyError: StageError {
  /// A file of a result cannot be read.
  case result(FileError)
  /// There is no concentration to subtract, or to compute a dose from.
  case noConcentration(path: String)
  /// Sample and blank have different bins.
  case binsDiffer(path: String)
  /// The result folder has no resamples.
  case noResamples(path: String)

  /// The category, which determines the exit code.
  package var category: ErrorCategory {
    if case .result(let error) = self { return error.category }
    return .damagedInput
  }

  /// The error, its place and its remedy as one sentence, in the given wording.
  package func description(in wording: Wording) -> String {
    switch self {
    case .result(let error):
      error.description(in: wording)
    case .noConcentration(let path):
      "\(path): has no concentration, because the depth of the observed volume is unknown; analyse it "
        + "again with \(wording[.calibration]), \(wording[.depth]) or \(wording[.instrument])"
    case .noResamples(let path):
      "\(path): has no resamples.csv, without which a blank cannot be subtracted; analyse it again"
    case .binsDiffer(let path):
      "\(path): its size bins differ from those of the sample; analyse both with the same version"
    }
  }
}
