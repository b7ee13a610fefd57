import ArgumentParser
import Foundation
import NTAKit

/// A command line that cannot be understood.
struct UsageError {
  /// What is wrong, in one sentence that says where it is explained.
  let sentence: String

  /// The error of a command line.
  ///
  /// - Parameters:
  ///   - message: what the parser says.
  ///   - arguments: the command line without the program's name.
  init(_ message: String, arguments: [String]) {
    let command = arguments.first.flatMap(Self.command(named:))
    let missing = Self.missing(in: arguments)
    let words = message.split(whereSeparator: \.isNewline).joined(separator: " ")
    let problem =
      missing.isEmpty
      ? words
      : WordList.and(missing)
        + (missing.count == 1 ? " is missing" : " are missing")
    let help = [Software.name, command, "--help"].compactMap(\.self).joined(separator: " ")
    sentence = "\(problem); `\(help)` explains"
  }

  /// The error of a command that does not exist; nil if it does, or if none is named.
  ///
  /// The parser would answer a request for its help with the help of the program.
  init?(unknownCommandIn arguments: [String]) {
    let words = arguments.first == "help" ? arguments.dropFirst() : arguments[...]
    guard let name = words.first, name != "help", !name.hasPrefix("-"),
      Self.command(named: name) == nil
    else { return nil }
    sentence = Self.unknownCommand(name)
  }

  /// The name of a command that may be given by an alias.
  private static func command(named name: String) -> String? {
    commands.first { $0.commandName == name || $0.aliases.contains(name) }?.commandName
  }

  // Key paths of these types crash the compiler (Swift 6.3).
  private static var commands: [CommandConfiguration] {
    NTA.configuration.subcommands.map { $0.configuration }
  }

  private static func unknownCommand(_ name: String) -> String {
    let names = commands.compactMap(\.commandName)
    let start = "'\(name)' is not a command of \(Software.name)"
    if let nearest = NearestName.of(name, among: names) {
      return "\(start); did you mean `\(Software.name) \(nearest)`?"
    }
    if FileManager.default.fileExists(atPath: name) {
      return "\(start); to measure it, give `\(Software.name) analyze \(name)`"
    }
    return "\(start); `\(Software.name) --help` lists them"
  }

  /// All arguments that are missing, where the parser names only the first.
  ///
  /// Each one that it names is completed until it names no other.
  private static func missing(in arguments: [String]) -> [String] {
    var (arguments, missing): ([String], [String]) = (arguments, [])
    while missing.count < 8 {
      do {
        _ = try NTA.parseAsRoot(arguments)
        return missing
      } catch {
        guard
          let match = NTA.message(for: error).wholeMatch(of: /Missing expected argument '(.+)'/)
        else { return missing }
        let argument = String(match.1)
        missing.append(argument)
        // An option is named with its value, as in `--out <dir>`.
        let option = argument.hasPrefix("-") ? argument.split(separator: " ").prefix(1) : []
        arguments += option.map(String.init) + ["1"]
      }
    }
    return missing
  }
}
