import ArgumentParser
import CLinux
import Foundation
import NTAKit

@main
struct NTA: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: Software.name,
    abstract:
      "Nanoparticle tracking analysis: measures sizes and concentration from recorded videos.",
    discussion: "EXAMPLE: nta analyze run/ --out result/ --pixel-size 0.713 --temperature 24",
    version: Software.version,
    subcommands: [
      AnalyzeCommand.self, CalibrateCommand.self, TrackCommand.self, SizeCommand.self,
      VerifyCommand.self, CompareCommand.self, SimulateCommand.self, ProbeCommand.self,
      ReportCommand.self, OverlayCommand.self, BatchCommand.self, MergeCommand.self,
    ])

  static func main() async {
    reserveStandardStreams()
    // It is not an error if the reader of a pipe stops early, as `head` does.
    signal(SIGPIPE, SIG_IGN)
    // If a limit on file sizes is exceeded, writing fails with a message instead of this signal.
    signal(SIGXFSZ, SIG_IGN)
    BusErrorHandler.installSignalHandler()
    MemoryLimit.installSignalHandlers()
    keepFreedMemory()
    await perform()
  }

  /// Opens `/dev/null` for every standard stream that is closed.
  ///
  /// Otherwise the next file opened would get the stream's descriptor, and messages would be written
  /// into it. Printing still fails, because standard output is opened for reading only.
  private static func reserveStandardStreams() {
    for (number, mode) in [
      (STDIN_FILENO, O_RDONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_WRONLY),
    ]
    where fcntl(number, F_GETFD) == -1 {
      _ = open("/dev/null", mode)
    }
  }

  /// Keeps the memory of freed images in the process.
  ///
  /// If it were returned to the system, every page of the next image would cost a page fault and have
  /// to be zeroed.
  private static func keepFreedMemory() {
    _ = mallopt(M_MMAP_THRESHOLD, 32 << 20)
    _ = mallopt(M_TRIM_THRESHOLD, 64 << 20)
  }

  /// Parses the command line and runs the command outside the main actor.
  @concurrent private static func perform() async {
    if let error = UsageError(unknownCommandIn: Array(CommandLine.arguments.dropFirst())) {
      Console.say(error.sentence)
      Foundation.exit(ExitStatus.misuse.rawValue)
    }
    do {
      var command = try parseAsRoot()
      let interruption = Interruption()
      defer { interruption.cancel() }
      do {
        if var asynchronous = command as? any AsyncParsableCommand {
          // These decode and detect; the others get along with little.
          try MemoryLimit.check()
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
