import Foundation
import NTAAnalysis

/// Times the kernels of the analysis one by one on drawn input.
///
/// `kernels [--rounds N] [--json]`: the median and the minimum of N rounds, and ratios of kernels
/// whose times are compared within each round. Seeds are fixed, so every run does the same work.
@main struct Kernels {
  static func main() throws {
    var words = Array(CommandLine.arguments.dropFirst())
    var (rounds, isJSON) = (15, false)
    while let word = words.first {
      words.removeFirst()
      if word == "--json" {
        isJSON = true
      } else if word == "--rounds", let next = words.first, let count = Int(next), count >= 1 {
        words.removeFirst()
        rounds = count
      } else {
        print("usage: kernels [--rounds N] [--json]")
        exit(64)
      }
    }
    let folder = NSTemporaryDirectory() + "nta-kernels-\(getpid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let report = Report(try Measurement(all(in: folder), rounds: rounds), ratios: ratios)
    print(isJSON ? try report.json() : report.text)
  }

  /// The kernels in the order of the analysis.
  private static func all(in folder: String) throws -> [Kernel] {
    func particles(_ count: Int, frames: Int, _ width: Int, _ height: Int) -> DrawnParticles {
      DrawnParticles(
        count: count, frames: frames, width: width, height: height, seed: UInt64(count))
    }
    let field = particles(150, frames: 64, 640, 480)
    let images = field.images(seed: 1)
    let frames = ImageKernels(images: images, spots: 150)
    let crowded = ImageKernels(
      images: particles(240, frames: 64, 640, 480).images(seed: 2), spots: 240)
    let dense = particles(2000, frames: 30, 1280, 1024)
    let sizing = SizingKernels(DrawnTracks(count: 1000, frames: 30, seed: 3))
    return try DecodingKernels.reading(images, in: folder)
      + frames.parts + [frames.detection, crowded.detection, frames.background]
      + [
        LinkingKernels.linking(field, seed: 4),
        LinkingKernels.linking(particles(1000, frames: 30, 1280, 1024), seed: 5),
        LinkingKernels.linking(dense, seed: 6), LinkingKernels.assignment(dense),
        // So crowded that many tracks compete for a detection.
        LinkingKernels.assignment(particles(2000, frames: 2, 400, 300)),
      ]
      + sizing.tracks + sizing.distribution + SizingKernels.injection(frames.conditions)
  }

  /// The ratios that `docs/performance.md` states.
  private static var ratios: [Ratio] {
    let detection = ImageKernels.detection(150)
    return [
      Ratio("conversion over detection", ImageKernels.conversion, over: detection),
      Ratio("difference of Gaussians over detection", ImageKernels.filter, over: detection),
      Ratio("local maxima over detection", ImageKernels.maxima, over: detection),
      Ratio("150 spot fits over detection", ImageKernels.fit, times: 150, over: detection),
      Ratio("detection, 240 spots over 150", ImageKernels.detection(240), over: detection),
      Ratio("Motion JPEG decoding over detection", DecodingKernels.mjpeg, over: detection),
      Ratio("H.264 decoding over detection", DecodingKernels.h264, over: detection),
      Ratio(
        "linking, 2,000 detections over 1,000", LinkingKernels.linking(2000),
        over: LinkingKernels.linking(1000)),
    ]
  }
}
