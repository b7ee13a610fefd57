import ArgumentParser
import Foundation
import NTAKit

/// `nta simulate`: renders a synthetic recording with known truth.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Render a synthetic recording with known truth.",
    discussion: """
      Writes videos, their settings (run.yaml, or an instrument's header) and truth.json, which \
      holds the diameter of every particle. The same options and seed give the same bytes. Grey \
      levels are given on the scale of an 8-bit camera, whatever the bit depth.

      EXAMPLE: nta simulate --preset exosome --out exosome --seed 7
               nta simulate --preset mixture --single-video --out mixture
               nta simulate --preset blank --positions 3 --out blank
      """)

  @OptionGroup(title: "REQUIRED") var required: Required

  @Option(help: ArgumentHelp("Seed of the random numbers.", valueName: "n"))
  var seed: UInt64 = 1

  @OptionGroup(title: "SAMPLE") var sample: SimulatedSampleOptions
  @OptionGroup(title: "CONDITIONS") var conditions: SimulatedConditionOptions
  @OptionGroup(title: "RECORDING") var recording: SimulatedRecordingOptions
  @OptionGroup(title: "OPTICS") var optics: SimulatedOpticsOptions
  @OptionGroup(title: "CAMERA") var camera: SimulatedCameraOptions
  @OptionGroup(title: "OUTPUT") var output: SimulatedOutputOptions

  /// What must be given.
  struct Required: ParsableArguments {
    @Option(name: .shortAndLong, help: ArgumentHelp("Folder to write.", valueName: "dir"))
    var out: String

    @Option(
      help: ArgumentHelp(
        "The sample; other options override its parameters.", valueName: "name"))
    var preset: SimulationParameters.Preset
  }

  func run() throws {
    let out = required.out
    var parameters = SimulationParameters.preset(required.preset)
    try sample.apply(to: &parameters)
    parameters.conditions = conditions.condition
    recording.apply(to: &parameters)
    optics.apply(to: &parameters.optics)
    camera.apply(to: &parameters.camera)
    do throws(SimulationError) {
      var run = SimulatedRun(try Simulator(parameters, seed: seed))
      output.apply(to: &run)
      let meter = ProgressMeter(isQuiet: output.quiet)
      defer { meter.finish() }
      let (positions, frames) = (parameters.positions, parameters.frames)
      try run.write(to: out, overwrite: output.overwrite) { position, done in
        meter.report(
          PipelineProgress(
            position: position, positionCount: positions, framesDone: done,
            framesExpected: frames))
      }
    } catch {
      throw NTAError(error)
    }
    if !output.quiet { try StandardOutput.write("\(out)\n") }
  }
}

extension SimulationParameters.Preset: ExpressibleByArgument {}
extension SimulatedVideoFormat.Encoding: ExpressibleByArgument {}
extension SimulatedVideoFormat.Container: ExpressibleByArgument {}
extension SimulatedOptics.Scattering: ExpressibleByArgument {}

extension SimulatedPopulation: ExpressibleByArgument {
  /// Reads `KIND:CENTRE_NM:SPREAD:PER_ML:INDEX`.
  package init?(argument: String) {
    let fields = argument.split(separator: ":", omittingEmptySubsequences: false)
    guard fields.count == 5, let kind = Kind(rawValue: String(fields[0])) else { return nil }
    let numbers = fields.dropFirst().compactMap { Double($0) }
    guard numbers.count == 4 else { return nil }
    self.init(
      kind: kind, centre_nm: numbers[0], spread: numbers[1], concentration_per_mL: numbers[2],
      index: numbers[3])
  }
}

extension SpoiledPosition: ExpressibleByArgument {
  /// Reads `POSITION:KIND`.
  package init?(argument: String) {
    let fields = argument.split(separator: ":", omittingEmptySubsequences: false)
    guard fields.count == 2, let position = Int(fields[0]),
      let kind = Kind(rawValue: String(fields[1]))
    else { return nil }
    self.init(position: position, kind: kind)
  }
}
