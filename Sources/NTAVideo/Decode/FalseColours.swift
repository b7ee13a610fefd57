internal import CFFmpeg
import NTAAnalysis

/// Whether a program has painted grey levels with a colour map.
///
/// In a grey or tinted picture, and in that of a colour camera, red, green and blue rise with
/// brightness or stay. A colour map such as jet or turbo lets one of them fall while another rises, so
/// that luma is no measure of the light.
struct FalseColours {
  /// Upper limits of the groups of pixels by luma, as fractions of the pixels; spots are few.
  private static let limits = [0.5, 0.9, 0.97, 0.99, 1]
  /// Grey levels of 8 bits by which a colour must fall.
  private static let leastFall = 4.0

  /// Sums of red, green and blue, and number of pixels, by luma in 8 bits.
  private var sums = [SIMD3<Double>](repeating: .zero, count: 256)
  private var counts = [Int](repeating: 0, count: 256)

  /// Examines a decoded picture.
  ///
  /// - Parameters:
  ///   - picture: the picture.
  ///   - luma: the reader of its format.
  /// - Returns: true if its colours are false; false for a grey format.
  static func are(in picture: UnsafeMutablePointer<AVFrame>, luma: Luma) -> Bool {
    guard luma.hasColour else { return false }
    var colours = FalseColours()
    colours.add(picture, luma: luma)
    return colours.isFalling
  }

  private mutating func add(_ picture: UnsafeMutablePointer<AVFrame>, luma: Luma) {
    let (width, height) = (Int(picture.pointee.width), Int(picture.pointee.height))
    // Chroma may be shared by several pixels, whose brightness is then averaged.
    let block = luma.chromaBlock
    let lines = luma.componentLines(picture, width: width)
    let chroma = luma.componentLines(picture, width: width / block.width)
    let row = UnsafeMutableBufferPointer<UInt16>.allocate(capacity: 3 * width)
    defer { row.deallocate() }
    let scale = 1 / Double(1 << max(luma.bitDepth - 8, 0))
    for top in stride(from: 0, through: height - block.height, by: block.height) {
      var first = [Double](repeating: 0, count: width / block.width)
      for y in top..<top + block.height {
        lines.read(y, component: 0, into: .init(rebasing: row[..<width]))
        for x in 0..<first.count * block.width { first[x / block.width] += Double(row[x]) }
      }
      for component in 1...2 {
        chroma.read(
          top / block.height, component: component,
          into: .init(rebasing: row[component * width..<(component + 1) * width]))
      }
      for x in first.indices {
        let mean = first[x] / Double(block.width * block.height)
        let colour = scale * SIMD3(mean, Double(row[width + x]), Double(row[2 * width + x]))
        add(luma.isRGB ? colour : Self.rgb(colour))
      }
    }
  }

  private mutating func add(_ rgb: SIMD3<Double>) {
    let level = (rgb * SIMD3(0.299, 0.587, 0.114)).sum()
    let index = Int(min(max(level, 0), 255))
    sums[index] += rgb
    counts[index] += 1
  }

  /// Red, green and blue from luma and chroma in 8 bits (ITU-R BT.601).
  private static func rgb(_ yuv: SIMD3<Double>) -> SIMD3<Double> {
    let (u, v) = (yuv.y - 128, yuv.z - 128)
    return SIMD3(yuv.x + 1.402 * v, yuv.x - 0.344 * u - 0.714 * v, yuv.x + 1.772 * u)
  }

  /// Whether a colour falls from one group of pixels to a brighter one.
  private var isFalling: Bool {
    let total = Double(counts.reduce(0, +))
    var means: [SIMD3<Double>] = []
    var (sum, count, below) = (SIMD3<Double>.zero, 0, 0)
    for level in counts.indices {
      sum += sums[level]
      count += counts[level]
      below += counts[level]
      let limit = Self.limits[min(means.count, Self.limits.count - 1)]
      if count > 0, Double(below) >= limit * total {
        means.append(sum / Double(count))
        (sum, count) = (.zero, 0)
      }
    }
    return means.indices.dropFirst().contains { group in
      let fall = means[0..<group].reduce(means[group]) { pointwiseMax($0, $1) } - means[group]
      return fall.max() > Self.leastFall
    }
  }
}
