import CKernels
import Foundation

/// A symmetric one-dimensional filter on fixed-point rows, its taps a number of samples apart.
struct SymmetricKernel: Sendable {
  /// Half of the taps as real numbers, centre first; at least three.
  let taps: [Float]
  /// The taps times 65536, half of that for the centre's.
  private let weights: [Int16]
  /// Samples from one tap to the next, at least 1.
  let step: Int

  /// Samples the filter looks at on each side.
  var reach: Int { (taps.count - 1) * step }

  /// Mean of what rounding down takes off each result of one pass, in steps: half a step a product.
  var roundingLoss: Float { 0.5 * Float(taps.count) }

  /// A normalised Gaussian, cut where it has fallen to a thirtieth.
  ///
  /// - Parameters:
  ///   - sigma: its width in samples, > 0.
  ///   - step: distance of the taps; to be a Gaussian's at all it must not exceed `sigma` by much.
  init(gaussian sigma: Float, step: Int = 1) {
    let spaced = sigma / Float(step)
    let radius = max(2, Int((2.6 * spaced).rounded()))
    var taps = (0...radius).map { exp(-0.5 * Float($0 * $0) / (spaced * spaced)) }
    let sum = 2 * taps.reduce(0, +) - taps[0]
    for i in taps.indices { taps[i] /= sum }
    self.taps = taps
    self.step = step
    weights = taps.enumerated().map { k, tap in
      Int16(min((tap * (k == 0 ? 32_768 : 65_536)).rounded(), 32_767))
    }
    precondition(taps.count <= Int(nta_TAPS))
  }

  /// Filters along a row: `count` samples of `source` from `start`, a multiple of 32, into `out` from
  /// `place`.
  ///
  /// `source` has ``reach`` more samples on each side. Magnitudes stay below those of `source`, which
  /// must be at most ``LightScale/limit``.
  func filterAlong(
    _ source: [Int16], from start: Int, count: Int, into out: inout [Int16], at place: Int
  ) {
    precondition(count.isMultiple(of: Int(nta_RUN)) && place >= 0 && place + count <= out.count)
    precondition(start >= reach && start + count + reach <= source.count)
    source.withUnsafeBufferPointer { source in
      out.withUnsafeMutableBufferPointer { out in
        guard let from = source.baseAddress, let to = out.baseAddress else { return }
        nta_filter_along(from + start, step, weights, Int32(weights.count), to + place, count)
      }
    }
  }

  /// Filters across the rows of an image, for row `y`, into `out` from `place`; beyond the image its
  /// outermost rows stand.
  func filterAcross(
    _ image: borrowing FixedImage, row y: Int, into out: inout [Int16], at place: Int
  ) {
    let stride = image.stride
    precondition(y >= 0 && y < image.height && image.pixels.count == stride * image.height)
    precondition(place >= 0 && place + stride <= out.count)
    let height = image.height
    image.pixels.withUnsafeBufferPointer { pixels in
      out.withUnsafeMutableBufferPointer { out in
        guard let from = pixels.baseAddress, let to = out.baseAddress else { return }
        nta_filter_across(
          from, stride, height, y, step, weights, Int32(weights.count), to + place)
      }
    }
  }
}
