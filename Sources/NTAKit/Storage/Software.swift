import NTAAnalysis
import NTAVideo

/// The program's name and version, as results and `--version` give them.
package enum Software {
  /// Name of the program.
  package static let name = "nta"
  /// Version of the program, after semver.org.
  package static let version = "0.1.0"
  /// Version of the FFmpeg libraries that decode recordings, such as `5.1.9-0+deb12u1`.
  package static var ffmpegVersion: String { FFmpegVersion.text }
}
