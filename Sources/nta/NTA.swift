import ArgumentParser
import NTAKit

@main
struct NTA: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: Software.name, abstract: "Nanoparticle tracking analysis.",
    version: Software.version)
}
