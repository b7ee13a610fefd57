import Foundation
import NTAAnalysis
import NTAVideo

/// All parameters of a simulated run except the seed.
///
/// The box that holds the particles extends beyond the field of view by `margin_um` on each side
/// and reaches `boxHalfDepth_um` to both sides of the focus. It is periodic, so that the density
/// stays uniform while particles enter and leave the field of view.
package struct SimulationParameters: Sendable, Equatable {
  /// Name of the run and of its files.
  package var name: String
  /// The populations of particles; empty for a blank.
  package var populations: [SimulatedPopulation]
  /// Light sheet, scattering and microscope.
  package var optics = SimulatedOptics()
  /// Sensor, stray light and dirt.
  package var camera = SimulatedCamera()

  /// Number of recorded positions of the cell, in [1, 1000].
  package var positions = 11
  /// Number of frames at each position, in [1, 1000000].
  package var frames = 60
  /// Frame rate, in [0.001, 100000] Hz.
  package var frameRate_hz = 30.0
  /// Exposure time, in [0, frame interval] s.
  package var exposure_s = 0.008
  /// Pixel size in the sample, in [0.001, 100] µm.
  package var pixelSize_um = 0.713

  /// Temperature, in [0, 100] °C.
  package var temperature_C = 25.0
  /// Viscosity of the liquid, in [0.001, 1000] mPa·s; the default is that of water at 25 °C.
  package var viscosity_mPas = 0.8900
  /// Dilution factor of the sample, in [1, 1e12]; only written to the files beside the videos.
  package var dilution = 1.0

  /// Drift to the right at every position, in [-1e4, 1e4] µm/s.
  package var driftX_um_per_s = 0.0
  /// Drift downwards at every position, in [-1e4, 1e4] µm/s.
  package var driftY_um_per_s = 0.0
  /// Standard deviation, over positions and per axis, of an additional drift, in [0, 1e4] µm/s.
  package var driftSpread_um_per_s = 1.0
  /// Amplitude of a vibration of the whole liquid along x, in [0, 1000] µm.
  package var vibrationAmplitude_um = 0.0
  /// Frequency of the vibration, in [0, 1e6] Hz.
  package var vibrationFrequency_hz = 0.0
  /// Departures from the ideal at every position, each kind at most once.
  package var conditions: [SimulatedCondition] = []
  /// Positions with a fault.
  package var spoiledPositions: [SpoiledPosition] = []

  /// Instants within the exposure at which each particle is drawn, in [1, 64].
  package var exposureSteps = 6
  /// Extent of the box beyond the field of view on each side, in [0, 1000] µm.
  package var margin_um = 10.0
  /// Extent of the box to each side of the focus, in [0.001, 1000] µm.
  package var boxHalfDepth_um = 21.0

  /// A run with the default instrument.
  package init(name: String, populations: [SimulatedPopulation]) {
    self.name = name
    self.populations = populations
  }

  /// Volume that holds the particles of a position, in µm³.
  package var boxVolume_um3: Double {
    boxWidth_um * boxHeight_um * 2 * boxHalfDepth_um
  }
  /// Extent of the box along the rows, in µm.
  var boxWidth_um: Double { Double(camera.width) * pixelSize_um + 2 * margin_um }
  /// Extent of the box along the columns, in µm.
  var boxHeight_um: Double { Double(camera.height) * pixelSize_um + 2 * margin_um }

  /// Total concentration of all populations in the cell, per mL.
  package var concentration_per_mL: Double {
    populations.reduce(0) { $0 + $1.concentration_per_mL }
  }

  /// Stokes-Einstein diffusion coefficient of a sphere, in µm²/s.
  package func diffusion_um2_per_s(diameter_nm: Double) -> Double {
    let boltzmann_J_per_K = 1.380649e-23
    // J / (Pa·s x m) is m²/s; the powers of ten of mPa·s, nm and µm² combine to 1e24.
    return boltzmann_J_per_K * (temperature_C + 273.15)
      / (3 * Double.pi * viscosity_mPas * diameter_nm) * 1e24
  }
}
