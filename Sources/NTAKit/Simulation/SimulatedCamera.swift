import NTAAnalysis
import NTAVideo

/// Sensor of a simulated instrument, with its stray light, dirt and hot pixels.
///
/// Grey levels are those of an 8-bit camera; a 16-bit camera divides each level into 256, so that a
/// scene looks the same and clips at the same light.
package struct SimulatedCamera: Sendable, Equatable {
  /// Columns, in [8, 16384].
  package var width = 640
  /// Rows, in [8, 16384].
  package var height = 480
  /// Bits per pixel: 8 or 16.
  package var bitDepth = 8
  /// Level without light, in [-255, 255] grey levels; pixels below 0 become 0.
  package var offset = 4.0
  /// Mean of the static stray light, in [0, 1e5] grey levels at gain 1.
  package var strayLight = 12.0
  /// Relative excess of the stray light at its brightest corner over its mean, in [0, 1].
  package var strayGradient = 0.25
  /// Read noise: standard deviation without light, in [0, 1000] grey levels at gain 1.
  package var readNoise = 1.0
  /// Electrons per grey level at gain 1, in [0.001, 1e6]; shot noise decreases with this number.
  package var electronsPerGrayLevel = 4.0
  /// Gain applied to light and noise, in [0.001, 1000].
  package var gain = 1.0
  /// Number of static dirt spots at each position, in [0, 10000].
  package var dirtSpots = 6
  /// Number of hot pixels, the same at every position, in [0, 100000].
  package var hotPixels = 5

  /// An 8-bit camera of 640 x 480 pixels.
  package init() {}

  /// The largest pixel value.
  package var whiteLevel: UInt16 { bitDepth == 8 ? 255 : 65535 }
}
