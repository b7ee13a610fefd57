import Foundation

/// The built program, run as a user would.
struct Program {
  struct Outcome {
    var code: Int32
    var wasKilled: Bool
    var output: String
    var errors: String
  }

  /// The program lies beside the test bundle, wherever the runner itself may be.
  static var url: URL {
    let build = CommandLine.arguments.compactMap { argument in
      argument.hasSuffix(".xctest") ? URL(fileURLWithPath: argument) : nil
    }.first
    let bundle = build ?? URL(fileURLWithPath: CommandLine.arguments[0])
    return bundle.deletingLastPathComponent().appendingPathComponent("nta")
  }

  private let process = Process()
  private let output = Pipe()
  private let errors = Pipe()

  /// Starts the program; `fileLimit` is the largest file it may write, in 512 bytes.
  init(_ arguments: [String], in folder: String? = nil, fileLimit: Int? = nil) throws {
    if let fileLimit {
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments =
        ["-c", "ulimit -f \(fileLimit); exec \"$0\" \"$@\"", Self.url.path] + arguments
    } else {
      process.executableURL = Self.url
      process.arguments = arguments
    }
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    try process.run()
  }

  var isRunning: Bool { process.isRunning }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Waits for the end; what is printed is less than a pipe holds.
  func outcome() -> Outcome {
    let outputData = output.fileHandleForReading.readDataToEndOfFile()
    let errorData = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Outcome(
      code: process.terminationStatus, wasKilled: process.terminationReason == .uncaughtSignal,
      output: String(decoding: outputData, as: UTF8.self),
      errors: String(decoding: errorData, as: UTF8.self))
  }

  static func run(
    _ arguments: [String], in folder: String? = nil, fileLimit: Int? = nil
  ) throws -> Outcome {
    try Program(arguments, in: folder, fileLimit: fileLimit).outcome()
  }
}
