/// Measures how much a structure moves between frames: a hovering particle moves, dirt does not.
///
/// A particle that stays within a spot's width of one place for a whole clip is bright there in
/// nearly every frame, so the intensity of each pixel changes little. Its position does change. It
/// is estimated in every frame as the shift of the mean image that explains the frame best.
struct PositionJitter: Sendable {
  private let frames: [CompactFrame]
  private let scale: FixedPointScale
  /// Half-width of the square examined around a structure's centre, in px.
  private let radius: Int

  /// Variance per axis that a static structure may have in addition to its noise, px².
  ///
  /// A codec or a lamp moves dirt by up to a third of a pixel. Particles of 400 nm spread by three
  /// times this variance in a dozen frames.
  private static let allowed_px2: Float = 0.1
  /// Safety factor on the variance due to noise.
  ///
  /// The median of sixteen values is uncertain by a third, and the noise of a codec is correlated
  /// between neighbouring pixels.
  private static let margin: Float = 3.5
  /// Median of the squared distance in the plane divided by the variance per axis (2 ln 2).
  private static let medianOverVariance: Float = 1.386

  /// Creates a test on some frames, all of one size.
  init(_ frames: [CompactFrame], scale: FixedPointScale, radius: Int) {
    (self.frames, self.scale, self.radius) = (frames, scale, radius)
  }

  /// True if the structure around a pixel moves no more than noise explains.
  func isImmobile(x: Int, y: Int) -> Bool {
    guard let first = frames.first, let view = View(x, y, radius, first) else { return true }
    let mean = view.mean(of: frames, scale)
    guard let template = Template(mean, view) else { return true }
    var xs: [Float] = []
    var ys: [Float] = []
    var unexplained: [Float] = []
    for frame in frames {
      let change = template.change(of: frame, scale)
      xs.append(change.shift.x)
      ys.append(change.shift.y)
      unexplained.append(change.unexplained)
    }
    let (middleX, middleY) = (median(of: xs), median(of: ys))
    // The median is robust against frames in which a particle passes over dirt.
    let distance = median(
      of: zip(xs, ys).map { ($0 - middleX) * ($0 - middleX) + ($1 - middleY) * ($1 - middleY) })
    // If a codec has smoothed the dark pixels, bright structures fluctuate more than `scale.noise`.
    let noise = max(
      template.variance(noise: scale.noise), template.variance(unexplained: median(of: unexplained))
    )
    let variance = Self.margin * noise + Self.allowed_px2
    return distance < Self.medianOverVariance * variance
  }
}

/// The pixels around a position, at least 1 px away from the border of the image.
private struct View {
  let columns: Range<Int>
  let rows: Range<Int>

  init?(_ x: Int, _ y: Int, _ radius: Int, _ image: borrowing CompactFrame) {
    let (left, right) = (max(1, x - radius), min(image.width - 2, x + radius))
    let (top, bottom) = (max(1, y - radius), min(image.height - 2, y + radius))
    guard left < right, top < bottom else { return nil }
    columns = left..<right + 1
    rows = top..<bottom + 1
  }

  /// Columns of the mean image, which is 1 px wider on each side.
  var stride: Int { columns.count + 2 }

  /// Mean intensity of the view and a 1 px margin around it, row by row, in grey levels.
  func mean(of frames: [CompactFrame], _ scale: FixedPointScale) -> [Float] {
    var sums = [Float](repeating: 0, count: stride * (rows.count + 2))
    for frame in frames {
      for v in rows.lowerBound - 1...rows.upperBound {
        for u in columns.lowerBound - 1...columns.upperBound {
          let place = (v - rows.lowerBound + 1) * stride + u - columns.lowerBound + 1
          sums[place] += scale.light(frame[u, v])
        }
      }
    }
    return sums.map { $0 / Float(frames.count) }
  }
}

/// A mean image and its derivatives with respect to shifts, brightness and offset.
private struct Template {
  private let view: View
  private let light: [Float]
  private let lowest: Float
  /// Intensity minus its mean: the derivative with respect to brightness.
  private let shape: [Float]
  /// Change of each pixel per px of shift, orthogonal to changes of brightness and offset.
  ///
  /// `alongY` is also orthogonal to `alongX`.
  private let alongX: [Float]
  private let alongY: [Float]

  init?(_ mean: [Float], _ view: View) {
    self.view = view
    var light: [Float] = []
    var alongX: [Float] = []
    var alongY: [Float] = []
    for row in 1..<view.rows.count + 1 {
      for column in 1..<view.columns.count + 1 {
        let place = row * view.stride + column
        light.append(mean[place])
        alongX.append(0.5 * (mean[place - 1] - mean[place + 1]))
        alongY.append(0.5 * (mean[place - view.stride] - mean[place + view.stride]))
      }
    }
    self.light = light
    lowest = light.min() ?? 0
    shape = light.centred
    alongX = alongX.centred.without(shape)
    alongY = alongY.centred.without(shape).without(alongX)
    guard alongX.square > 0, alongY.square > 0 else { return nil }
    (self.alongX, self.alongY) = (alongX, alongY)
  }

  /// The shift that explains a frame best, in px, and the mean square of the residuals.
  ///
  /// Valid for shifts smaller than a spot's width.
  func change(
    of frame: borrowing CompactFrame, _ scale: FixedPointScale
  ) -> (shift: SIMD2<Float>, unexplained: Float) {
    var change: [Float] = []
    change.reserveCapacity(light.count)
    for v in view.rows {
      for u in view.columns { change.append(scale.light(frame[u, v]) - light[change.count]) }
    }
    change = change.centred.without(shape)
    let (x, y) = (change.along(alongX), change.along(alongY))
    // Four free parameters: offset, brightness and two shifts.
    let left = change.without(alongX).without(alongY).square / Float(max(light.count - 4, 1))
    return (SIMD2(x, y), left)
  }

  /// Mean variance of a shift per axis, px², for a given mean square of the residuals.
  func variance(unexplained: Float) -> Float {
    0.5 * unexplained * (1 / alongX.square + 1 / alongY.square)
  }

  /// Mean variance of a shift per axis, px², due to noise alone.
  ///
  /// The standard deviation is `noise` at the darkest pixel. The variance rises linearly with
  /// intensity and has doubled ten grey levels above it.
  func variance(noise: Float) -> Float {
    let (x, y) = (alongX.square, alongY.square)
    var sum: Float = 0
    for i in light.indices {
      let weight = alongX[i] * alongX[i] / (x * x) + alongY[i] * alongY[i] / (y * y)
      sum += 0.5 * weight * noise * noise * (1 + 0.1 * (light[i] - lowest))
    }
    return sum
  }
}

extension [Float] {
  fileprivate var square: Float { reduce(0) { $0 + $1 * $1 } }

  /// The values minus their mean.
  fileprivate var centred: [Float] {
    let mean = reduce(0, +) / Float(Swift.max(count, 1))
    return map { $0 - mean }
  }

  /// The least-squares coefficient of `other`.
  fileprivate func along(_ other: [Float]) -> Float {
    let length = other.square
    return length > 0 ? zip(self, other).reduce(0) { $0 + $1.0 * $1.1 } / length : 0
  }

  /// The values minus their projection onto `other`.
  fileprivate func without(_ other: [Float]) -> [Float] {
    let part = along(other)
    return zip(self, other).map { $0 - part * $1 }
  }
}
