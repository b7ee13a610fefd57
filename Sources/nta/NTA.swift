import ArgumentParser
import CLinux
import Foundation
import NTAKit

@main
struct NTA: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: Software.name,
    abstract: "Nanoparticle tracking analysis: from recorded videos to sizes and concentration.",
    discussion: "EXAMPLE: nta analyze run/ --out result/ --pixel-size 0.713 --temperature 24",
    version: Software.version,
    subcommands: [
      AnalyzeCommand.self, CalibrateCommand.self, TrackCommand.self, SizeCommand.self,
      VerifyCommand.self, CompareCommand.self, SimulateCommand.self, ProbeCommand.self,
      ReportCommand.self, OverlayCommand.self,
    ])

  static func main() async {
    keepStandardNumbers()
    // A reader that has seen enough (`| head`) is no error.
    signal(SIGPIPE, SIG_IGN)
    // Nor is a limit on the size of files a reason to die without a word: writing fails instead.
    signal(SIGXFSZ, SIG_IGN)
    LostFile.endWithAWord()
    keepFreedMemory()
    await perform()
  }

  /// Fills the places of standard streams that were closed, lest a file gets one and with it what is
  /// said or printed; printing still fails, as nothing can be written to its place.
  private static func keepStandardNumbers() {
    for (number, mode) in [
      (STDIN_FILENO, O_RDONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_WRONLY),
    ]
    where fcntl(number, F_GETFD) == -1 {
      _ = open("/dev/null", mode)
    }
  }

  /// Has images go back to the process instead of the system, which would hand out new pages, one
  /// fault and 4,096 zeros each, for the next.
  private static func keepFreedMemory() {
    _ = mallopt(M_MMAP_THRESHOLD, 32 << 20)
    _ = mallopt(M_TRIM_THRESHOLD, 64 << 20)
  }

  /// Parses the command line and runs the command, away from the main thread's actor.
  @concurrent private static func perform() async {
    do {
      var command = try parseAsRoot()
      let interruption = Interruption()
      defer { interruption.cancel() }
      do {
        if var asynchronous = command as? any AsyncParsableCommand {
          try await asynchronous.run()
        } else {
          try command.run()
        }
      } catch {
        interruption.settle()
        throw error
      }
    } catch {
      Failure.exit(error)
    }
  }
}
