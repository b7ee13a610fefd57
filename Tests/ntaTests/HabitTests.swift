import Foundation
import Testing
import _TestSupport

/// What people are used to from other programs of the command line.
struct HabitTests {
  @Test("short options, the British spelling, and the version")
  func spellings() throws {
    let folder = try TemporaryFolder()
    let run = folder.path + "/run"
    let simulated = try Program.run(
      ["simulate", "--preset", "beads-110", "-o", run, "--positions", "1", "--frames", "12"]
        + ["--width", "200", "--height", "160", "--encoding", "raw", "-q"])
    #expect(simulated.code == 0 && simulated.output.isEmpty && simulated.errors.isEmpty)
    let measured = try Program.run(["analyse", run, "-o", folder.path + "/result", "-v"])
    #expect(measured.code == 0, "\(measured.errors)")
    #expect(measured.errors.contains("pixel size: 0.713 µm (run.yaml)"))
    let again = try Program.run(
      ["analyze", run, "-o", folder.path + "/result", "--overwrite", "-q", "--dilution", "1:500"])
    #expect(again.code == 0 && again.errors.isEmpty && again.output.contains("mode"))
    #expect(try Program.run(["--version"]).output == Program.run(["size", "--version"]).output)
  }

  @Test(
    "a line that is misunderstood is answered with what to type",
    arguments: [
      (
        ["analyz", "run", "--out", "x"],
        "'analyz' is not a command of nta; did you mean `nta analyze`?"
      ),
      (["/tmp"], "'/tmp' is not a command of nta; to measure it, give `nta analyze /tmp`"),
      (["help", "sise"], "'sise' is not a command of nta; did you mean `nta size`?"),
      (["frobnicate", "--help"], "'frobnicate' is not a command of nta; `nta --help` lists them"),
      (["frobnicate"], "'frobnicate' is not a command of nta; `nta --help` lists them"),
      (["analyze", "run"], "--out <dir> is missing; `nta analyze --help` explains"),
      (["analyse"], "<input> ... and --out <dir> are missing; `nta analyze --help` explains"),
      (
        ["calibrate", "run"],
        "--standard <name> and --out <file.json> are missing; `nta calibrate --help` explains"
      ),
      (
        ["size", "t.csv", "-o", "x", "--pixel-size", "0,713"],
        "The value '0,713' is invalid for '--pixel-size <µm>': use a point: 0.713; "
          + "`nta size --help` explains"
      ),
      (
        ["verify", "x", "--peak", "0.1um"],
        "The value '0.1um' is invalid for '--peak <nm>': the unit is nm: give 100; "
          + "`nta verify --help` explains"
      ),
      (
        ["simulate", "--preset", "blank", "-o", "x", "--temperature", "75F"],
        "The value '75F' is invalid for '--temperature <°C>': the unit is °C: give 23.89; "
          + "`nta simulate --help` explains"
      ),
    ] as [([String], String)])
  func answers(arguments: [String], answer: String) throws {
    let outcome = try Program.run(arguments)
    #expect(outcome.code == 64 && outcome.output.isEmpty)
    #expect(outcome.errors == "nta: \(answer)\n")
  }

  @Test("settings that are missing are asked for at once, with what each is worth")
  func missingSettings() throws {
    let folder = try TemporaryFolder()
    let table = try folder.write(
      "tracks.csv", "particle,frame,x,y\n1,0,1,1\n1,1,2,2\n1,2,3,3\n1,3,4,4\n")
    let outcome = try Program.run(["size", table, "-o", folder.path + "/result"])
    #expect(outcome.code == 64)
    #expect(
      outcome.errors
        == "nta: pixel size in µm (1 % is 2 % of diameter), frame rate in Hz (1 % is 1 % "
        + "of diameter) and temperature in °C (1 °C is 2.6 % of diameter) are not known; give "
        + "--pixel-size, --frame-rate and --temperature, or write `pixel_size_um: …`, "
        + "`frame_rate_hz: …` and `temperature_C: …` into run.yaml\n")
    // Linking needs neither scale nor temperature.
    let spots = try folder.write("spots.csv", "frame,x,y\n0,1,1\n1,2,2\n2,3,3\n")
    let linked = try Program.run(["track", spots, "-o", folder.path + "/t.csv"])
    #expect(linked.errors == "nta: \(spots): has no times; give --frame-rate\n")
  }

  @Test("the help of a command begins with what must be given, and lists only what acts on it")
  func help() throws {
    for (command, required, absent) in [
      ("analyze", "-o, --out", "--first"), ("track", "-o, --out", "--dilution"),
      ("size", "-o, --out", "--polarity"), ("overlay", "-o, --out", "--seed"),
      ("calibrate", "--standard", "--calibration"), ("verify", "--peak", "--verbose"),
      ("compare", "-o, --out", "--verbose"), ("simulate", "-o, --out", "--calibration"),
    ] {
      let lines = try Program.run([command, "--help"]).output.split(separator: "\n")
      let options = lines.filter { $0.hasPrefix("  -") }
      #expect(options.first?.hasPrefix("  \(required) ") == true, "\(command)")
      #expect(!options.contains { $0.contains("\(absent) ") }, "\(command)")
    }
    // What is hidden is still accepted.
    let outcome = try Program.run([
      "track", "/none", "-o", "x", "--dilution", "10", "--exposure", "0",
    ])
    #expect(outcome.code == 66, "\(outcome.errors)")
  }

  @Test("a pipe is refused instead of waited for", arguments: ["t.csv", "t.xml", "t.avi", "t.tif"])
  func pipes(name: String) throws {
    let folder = try TemporaryFolder()
    let pipe = folder.path + "/" + name
    try #require(mkfifo(pipe, 0o600) == 0)
    for command in ["size", "track", "analyze"] {
      let outcome = try Program.run(
        [command, pipe, "-o", folder.path + "/out", "--pixel-size", "1", "--temperature", "25"]
          + ["--frame-rate", "30"])
      #expect(
        !outcome.wasKilled && (64...66).contains(outcome.code), "\(command): \(outcome.errors)")
      #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
    }
  }

  @Test("several runs of which two are the same: the comparison says so")
  func repeatedResult() throws {
    let folder = try TemporaryFolder()
    for name in ["a", "b"] {
      let outcome = try Program.run(
        ["simulate", "--preset", "beads-110", "-o", "\(folder.path)/\(name)", "--positions", "1"]
          + ["--frames", "30", "--width", "300", "--height", "240", "--encoding", "raw", "-q"])
      #expect(outcome.code == 0, "\(outcome.errors)")
    }
    let inputs = ["a", "b"].map { "\(folder.path)/\($0)" }
    let outcome = try Program.run(["analyze"] + inputs + ["-o", folder.path + "/out"])
    #expect(outcome.code == 0 && outcome.errors.contains("(RESULT_REPEATED)"), "\(outcome.errors)")
  }
}
