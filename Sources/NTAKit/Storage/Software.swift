import NTAAnalysis
import NTAVideo

/// The program's name and version, as results and `--version` give them.
public enum Software {
  /// Name of the program.
  public static let name = "nta"
  /// Version of the program, after semver.org.
  public static let version = "0.1.0"
  /// Version of the FFmpeg libraries that decode recordings, such as `5.1.9-0+deb12u1`.
  public static var ffmpegVersion: String { FFmpegVersion.text }
}
