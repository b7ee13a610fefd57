/// The program's name and version, as results and `--version` give them.
public enum Software {
  /// Name of the program.
  public static let name = "nta"
  /// Version of the program, after semver.org.
  public static let version = "0.1.0"
}
