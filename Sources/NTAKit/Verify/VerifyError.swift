import NTAAnalysis
import NTAVideo

/// Why a result could not be judged.
package enum VerifyError: StageError {
  /// A file of a result cannot be read.
  case result(FileError)
  /// There is no concentration to subtract, or to compute a dose from.
  case noConcentration(path: String)
  /// Sample and blank have different bins.
  case otherClasses(path: String)
  /// The result folder has no resamples.
  case noResamples(path: String)

  /// The exit code a command ends with.
  package var exitCode: ExitCode {
    if case .result(let error) = self { return error.exitCode }
    return .damagedInput
  }

  /// One sentence: what, where, what to do.
  package var description: String {
    switch self {
    case .result(let error):
      error.description
    case .noConcentration(let path):
      "\(path): has no concentration, since the depth of the observed volume is unknown; analyse it "
        + "again with --calibration, --depth or --instrument"
    case .noResamples(let path):
      "\(path): has no resamples.csv, without which a blank cannot be subtracted; analyse it again"
    case .otherClasses(let path):
      "\(path): its size classes are not those of the sample; analyse both with the same version"
    }
  }
}
