import ArgumentParser
import NTAKit

/// Options for the length and size of the recording.
struct SimulatedRecordingOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Number of positions in the cell.", valueName: "n"))
  var positions: Int?

  @Option(help: ArgumentHelp("Frames per position.", valueName: "n"))
  var frames: Int?

  @Option(help: ArgumentHelp("Width of a frame.", valueName: "px"))
  var width: Int?

  @Option(help: ArgumentHelp("Height of a frame.", valueName: "px"))
  var height: Int?

  @Option(unit: "Hz", help: ArgumentHelp("Frames per second.", valueName: "Hz"))
  var frameRate: Double?

  @Option(unit: "s", help: ArgumentHelp("Exposure time of a frame.", valueName: "s"))
  var exposure: Double?

  @Option(unit: "µm", help: ArgumentHelp("Pixel size in the sample.", valueName: "µm"))
  var pixelSize: Double?

  @Option(
    help: ArgumentHelp(
      "Number of instants within the exposure at which particles are drawn.", valueName: "n"))
  var exposureSteps: Int?

  @Option(
    unit: "µm",
    help: ArgumentHelp(
      "Width of the liquid simulated around the field of view.", valueName: "µm"))
  var margin: Double?

  @Option(
    unit: "µm",
    help: ArgumentHelp(
      "Depth of the liquid simulated on each side of the focal plane.", valueName: "µm"))
  var halfDepth: Double?

  func apply(to parameters: inout SimulationParameters) {
    set(&parameters.positions, positions)
    set(&parameters.frames, frames)
    set(&parameters.camera.width, width)
    set(&parameters.camera.height, height)
    set(&parameters.frameRate_hz, frameRate)
    set(&parameters.exposure_s, exposure)
    set(&parameters.pixelSize_um, pixelSize)
    set(&parameters.exposureSteps, exposureSteps)
    set(&parameters.margin_um, margin)
    set(&parameters.boxHalfDepth_um, halfDepth)
  }
}
