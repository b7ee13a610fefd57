/// Ensemble MSD of all used tracks by lag.
public struct DisplacementResult: Sendable, Equatable {
  /// Lags in frames.
  public var lags: [Int]
  /// Mean of `dx² + dy²` at each lag, µm², with the drift removed.
  public var msd_um2: [Double]
  /// Frames between the points used for displacements; 1 unless the MSD is not a straight line.
  public var stride: Int
  /// Ensemble diffusion coefficient, µm²/s, from the lags used.
  public var diffusion_um2_per_s: Double
  /// Standard error of the diffusion coefficient, µm²/s.
  public var diffusionStandardError_um2_per_s: Double
  /// Time between frames, in seconds, if it is known.
  public var interval_s: Double?
  /// Root mean square of the velocities at which the flow carries particles differently, µm/s.
  ///
  /// This flow was taken out; nil where none is significant.
  public var flow_um_per_s: Double?

  package init(
    lags: [Int], msd_um2: [Double], stride: Int, diffusion_um2_per_s: Double,
    diffusionStandardError_um2_per_s: Double, interval_s: Double? = nil,
    flow_um_per_s: Double? = nil
  ) {
    self.lags = lags
    self.msd_um2 = msd_um2
    self.stride = stride
    self.diffusion_um2_per_s = diffusion_um2_per_s
    self.diffusionStandardError_um2_per_s = diffusionStandardError_um2_per_s
    self.interval_s = interval_s
    self.flow_um_per_s = flow_um_per_s
  }
}
