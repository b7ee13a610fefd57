import ArgumentParser
import NTAKit

/// Options for the sensor, and for what it records besides particles.
struct SimulatedCameraOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Bits per pixel: 8 or 16.", valueName: "bits"))
  var bitDepth: Int?

  @Option(
    unit: "",
    help: ArgumentHelp(
      "Grey level without light; a negative one clips dark pixels.", valueName: "grey"))
  var offset: Double?

  @Option(unit: "", help: ArgumentHelp("Mean grey level of the stray light.", valueName: "grey"))
  var strayLight: Double?

  @Option(
    unit: "",
    help: ArgumentHelp(
      "Relative increase of the stray light from the centre to the brightest corner.",
      valueName: "0-1"))
  var strayGradient: Double?

  @Option(unit: "", help: ArgumentHelp("SD of the read noise.", valueName: "grey"))
  var readNoise: Double?

  @Option(
    unit: "", help: ArgumentHelp("Electrons per grey level, for the shot noise.", valueName: "e"))
  var electrons: Double?

  @Option(
    unit: "", help: ArgumentHelp("Factor by which light and noise are multiplied.", valueName: "x"))
  var gain: Double?

  @Option(help: ArgumentHelp("Number of immobile specks of dirt at each position.", valueName: "n"))
  var dirt: Int?

  @Option(help: ArgumentHelp("Number of hot pixels.", valueName: "n"))
  var hotPixels: Int?

  func apply(to camera: inout SimulatedCamera) {
    set(&camera.bitDepth, bitDepth)
    set(&camera.offset, offset)
    set(&camera.strayLight, strayLight)
    set(&camera.strayGradient, strayGradient)
    set(&camera.readNoise, readNoise)
    set(&camera.electronsPerGrayLevel, electrons)
    set(&camera.gain, gain)
    set(&camera.dirtSpots, dirt)
    set(&camera.hotPixels, hotPixels)
  }
}
