/// Why a result could not be judged.
public enum VerifyError: StageError {
  /// There is no concentration to subtract, or to take a dose of.
  case noConcentration(path: String)
  /// Sample and blank are in different classes.
  case otherClasses(path: String)
  /// What the result might have been instead was not written.
  case noResamples(path: String)

  /// The exit code a command ends with.
  public var exitCode: ExitCode { .damagedInput }

  /// One sentence: what, where, what to do.
  public var description: String {
    switch self {
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
