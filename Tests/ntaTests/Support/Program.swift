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

  /// Starts the program; `fileLimit` is the largest file it may write, in 512 bytes, `memoryLimit` its
  /// address space in 1024 bytes, and `redirection` what a shell is to do with its standard output.
  init(
    _ arguments: [String], in folder: String? = nil, fileLimit: Int? = nil,
    memoryLimit: Int? = nil, redirection: String? = nil
  ) throws {
    if fileLimit != nil || memoryLimit != nil || redirection != nil {
      let limit =
        (fileLimit.map { "ulimit -f \($0); " } ?? "")
        + (memoryLimit.map { "ulimit -v \($0); " } ?? "")
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments =
        ["-c", "\(limit)exec \"$0\" \"$@\" \(redirection ?? "")", Self.url.path] + arguments
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

  /// Runs a copy of the program without the superuser's rights.
  struct Unprivileged {
    private let copy: String
    private static let nobody = "65534"

    /// A copy in a folder that everybody may read, as the build's may not be.
    init(in folder: String) throws {
      copy = folder + "/nta"
      try FileManager.default.copyItem(atPath: Program.url.path, toPath: copy)
      chmod(folder, 0o755)
    }

    func run(_ arguments: [String]) throws -> Outcome {
      guard getuid() == 0 else { return try Program(arguments, at: copy).outcome() }
      let identity = ["--reuid=\(Self.nobody)", "--regid=\(Self.nobody)", "--clear-groups"]
      return try Program(identity + [copy] + arguments, at: "/usr/bin/setpriv").outcome()
    }

    /// Whether that works here: the language's libraries may lie where only the superuser can read.
    static let isPossible: Bool = {
      let folder = NSTemporaryDirectory() + "nta-test-" + UUID().uuidString
      try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let outcome = try? Unprivileged(in: folder).run(["--version"])
      return outcome?.code == 0
    }()
  }

  /// Starts another program, or this one from another place.
  private init(_ arguments: [String], at path: String) throws {
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    try process.run()
  }

  static func run(
    _ arguments: [String], in folder: String? = nil, fileLimit: Int? = nil,
    memoryLimit: Int? = nil, redirection: String? = nil
  ) throws -> Outcome {
    try Program(
      arguments, in: folder, fileLimit: fileLimit, memoryLimit: memoryLimit,
      redirection: redirection
    ).outcome()
  }
}
