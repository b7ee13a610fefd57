/// How much a structure moves about between frames: dirt does not, a particle that hovers does.
///
/// A particle that stays within a spot's width of one place for a whole clip lights that place in
/// nearly every frame, and each pixel of it changes little. Its place does: it is read off every
/// frame as the shift of the mean picture that explains the frame best.
struct PositionJitter: Sendable {
  private let frames: [CompactFrame]
  private let scale: FixedPointScale
  /// Pixels to each side of a structure's middle that are looked at.
  private let radius: Int

  /// Variance per axis that still light may have whatever its noise, px².
  ///
  /// A codec or a lamp moves dirt by up to a third of a pixel. Particles of 400 nm spread by three
  /// times this variance in a dozen frames.
  private static let allowed_px2: Float = 0.1
  /// Factor on the variance that noise makes: the median of sixteen is known to a third, and a
  /// codec's noise is alike in neighbouring pixels.
  private static let margin: Float = 3.5
  /// Median of the squared distance in a plane over the variance of each axis.
  private static let medianOverVariance: Float = 1.386

  /// Looks at some frames of one size.
  init(_ frames: [CompactFrame], scale: FixedPointScale, radius: Int) {
    (self.frames, self.scale, self.radius) = (frames, scale, radius)
  }

  /// True when the structure around a pixel moves by no more than noise would have it seem to.
  func isStill(x: Int, y: Int) -> Bool {
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
    // The median leaves out the frames in which a particle passes over dirt.
    let distance = median(
      of: zip(xs, ys).map { ($0 - middleX) * ($0 - middleX) + ($1 - middleY) * ($1 - middleY) })
    // Where a codec has smoothed the dark, the light still flickers.
    let noise = max(
      template.variance(noise: scale.noise), template.variance(unexplained: median(of: unexplained))
    )
    let variance = Self.margin * noise + Self.allowed_px2
    return distance < Self.medianOverVariance * variance
  }
}

/// The pixels around a place, one px away from the picture's edge at least.
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

  /// Columns of the mean picture, which has one px more on each side.
  var stride: Int { columns.count + 2 }

  /// Mean light, row by row, of the view and of one px around it.
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

/// A mean picture and how it changes when it is shifted, brightened or lifted.
private struct Template {
  private let view: View
  private let light: [Float]
  private let lowest: Float
  /// Light less its mean: how brightness shows.
  private let shape: [Float]
  /// What each pixel says of a shift by one px; blind to changes of brightness and of ground.
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

  /// The shift that explains a frame best, in px, and the mean square of what then is left.
  ///
  /// Good for shifts below a spot's width.
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
    // Ground, brightness and two shifts are free.
    let left = change.without(alongX).without(alongY).square / Float(max(light.count - 4, 1))
    return (SIMD2(x, y), left)
  }

  /// Variance of a shift per axis, px², for a mean square of what no shift explains.
  func variance(unexplained: Float) -> Float {
    0.5 * unexplained * (1 / alongX.square + 1 / alongY.square)
  }

  /// Variance of a shift per axis, px², that comes of noise alone: `noise` where it is dark, twice
  /// its square at ten grey levels more.
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

  /// Less their mean.
  fileprivate var centred: [Float] {
    let mean = reduce(0, +) / Float(Swift.max(count, 1))
    return map { $0 - mean }
  }

  /// The factor of `other` that is nearest, in squares.
  fileprivate func along(_ other: [Float]) -> Float {
    let length = other.square
    return length > 0 ? zip(self, other).reduce(0) { $0 + $1.0 * $1.1 } / length : 0
  }

  /// Less the part along `other`.
  fileprivate func without(_ other: [Float]) -> [Float] {
    let part = along(other)
    return zip(self, other).map { $0 - part * $1 }
  }
}
