/// A Gaussian spot on a flat ground, fitted to the pixels around a peak.
///
/// Least squares with the weights of the noise model at the fitted light, repeated until they
/// agree: for shot noise this is the maximum-likelihood estimate to first order, which reaches
/// the Cramér-Rao bound (Mortensen et al., Nat. Methods 7:377, 2010, for why plain least squares
/// does not). Five parameters: x, y, height, sigma, ground.
struct SpotFit: Sendable, Equatable {
  var x: Float
  var y: Float
  var height: Float
  var sigma: Float
  var ground: Float
  /// Mean of the variances of x and y, in px².
  var variance: Float
  /// Weighted mean square of the residuals; 1 for a perfect model.
  var chiSquare: Float
  var isSaturated: Bool
}
