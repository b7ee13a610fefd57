/// A Gaussian spot on a constant background, fitted to the pixels around a peak.
///
/// Iteratively reweighted least squares: the weights come from the noise model at the fitted
/// signal. For shot noise this is the maximum-likelihood estimate to first order, which reaches
/// the Cramér-Rao bound (Mortensen et al., Nat. Methods 7:377, 2010, explain why plain least
/// squares does not). Five parameters: x, y, amplitude, sigma, background.
///
/// Computed by ``SpotFitter``; the least squares are in ``SpotSolver``.
package struct SpotFit: Sendable, Equatable {
  var x: Float
  var y: Float
  var amplitude: Float
  var sigma: Float
  var background: Float
  /// Mean of the localization variances of x and y, in px².
  var variance: Float
  /// Reduced chi-square of the fit; 1 on average if the model is correct.
  var chiSquare: Float
  var isSaturated: Bool
}
