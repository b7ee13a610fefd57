/// Sensor of a simulated instrument, and what it sees besides particles.
///
/// Grey levels are those of an 8-bit camera; one of more bits divides each level into
/// `2^(bits - 8)`, so that a scene looks the same and clips at the same light.
public struct SimulatedCamera: Sendable, Equatable {
  /// Columns, in [8, 16384].
  public var width = 640
  /// Rows, in [8, 16384].
  public var height = 480
  /// Bits a pixel: 8 or 16.
  public var bitDepth = 8
  /// Level without light, in [0, 255] grey levels.
  public var offset = 4.0
  /// Mean of the still stray light, in [0, 1e5] grey levels at gain 1.
  public var strayLight = 12.0
  /// Stray light at the far corners over its mean, less 1, in [0, 1].
  public var strayGradient = 0.25
  /// Standard deviation of the noise without light, in [0, 1000] grey levels at gain 1.
  public var readNoise = 1.0
  /// Electrons behind one grey level at gain 1, in [0.001, 1e6]; shot noise falls with them.
  public var electronsPerGrayLevel = 4.0
  /// Factor on light and noise, in (0, 1000].
  public var gain = 1.0
  /// Still specks of dirt at each position, in [0, 10000].
  public var dirtSpots = 6
  /// Pixels that glow, the same at every position, in [0, 100000].
  public var hotPixels = 5

  /// An 8-bit camera of 640 x 480 pixels.
  public init() {}

  /// The largest value a pixel can take.
  public var whiteLevel: UInt16 { bitDepth == 8 ? 255 : 65535 }
}
