import Foundation
import NTAAnalysis

/// The kernels that work on pixels.
struct ImageKernels {
  private let compact: [CompactFrame]
  private let scale: FixedPointScale
  private let staticBackground: FloatImage
  private let model: ImagingModel
  private let spots: Int

  /// Names that ratios refer to.
  static let conversion = "unpacking and conversion to intensity"
  static let filter = "difference of Gaussians"
  static let maxima = "local maxima"
  static let fit = "spot fit, per spot"
  static func detection(_ spots: Int) -> String { "detection, \(spots) spots" }

  /// Surveys drawn frames as the analysis surveys the first block of a position.
  init(images: [GrayImage], spots: Int) {
    self.spots = spots
    compact = images.map { CompactFrame($0) }
    let chosen = stride(from: 0, to: images.count, by: max(images.count / 6, 1)).map { images[$0] }
    scale = FixedPointScale(for: chosen, polarity: .bright)
    staticBackground = StaticBackground(of: compact[...], scale: scale)
      .structures(spotSigma: PSFEstimation.guess)
    model = PSFEstimation.measure(frames: chosen, staticBackground: staticBackground, scale: scale)
  }

  private var width: Int { compact[0].width }
  private var height: Int { compact[0].height }
  private var frameText: String { "\(width) x \(height)" }

  /// Detection of one frame, from unpacking to fits.
  var detection: Kernel {
    var detectors = [
      FrameDetector(
        Detector(model: model, width: width, height: height, scale: scale), width: width,
        height: height)
    ]
    detectors.setBackground(staticBackground)
    return Kernel(
      Self.detection(spots), on: "\(frameText), \(spots) particles", repetitions: 1,
      pieces: compact.count
    ) {
      compact.reduce(0) { $0 + detectors[0].find(in: $1).detections.count }
    }
  }

  /// The static background of a block, quartiles and search for structures.
  var background: Kernel {
    Kernel("static background", on: "\(compact.count) frames of \(frameText)", repetitions: 1) {
      let learnt = StaticBackground(of: compact[...], scale: scale)
      return learnt.structures(spotSigma: model.sigma_px).width
    }
  }

  /// What an injection-recovery test needs to know of the frames.
  var conditions: InjectionRecovery.Conditions {
    var detector = FrameDetector(
      Detector(model: model, width: width, height: height, scale: scale), width: width,
      height: height)
    return InjectionRecovery.Conditions(
      model: model, scale: scale, limitAmplitude: detector.find(in: compact[0]).limitAmplitude,
      background: DrawnParticles.background, noise: scale.noise)
  }

  /// The parts of the detection.
  var parts: [Kernel] {
    var image = compact[0].image
    var light = FixedPointImage(width: width, height: height)
    var filtered = light
    var halved = FixedPointImage(width: width / 2, height: height / 2)
    var scratch = DifferenceOfGaussiansScratch()
    let bandpass = DifferenceOfGaussians(sigma: model.sigma_px)
    scale.convert(compact[0], through: &image, into: &light)
    bandpass.apply(to: light, into: &filtered, halved: &halved, scratch: &scratch)
    let threshold = model.threshold * bandpass.noise(in: filtered, scale)
    var peaks: [Peak] = []
    localMaxima(
      of: filtered, above: threshold, stepsPerLevel: scale.stepsPerLevel, into: &peaks)
    let (original, response, found) = (light, filtered, peaks)
    var fitter = SpotFitter(
      sigma: model.sigma_px, noise: model.noise, saturation: model.saturation, polarity: .bright)
    var fits: [SpotFit?] = []
    var darkness = staticBackground
    darkness.findDark()
    return [
      Kernel(Self.conversion, on: frameText, repetitions: 50) {
        scale.convert(compact[0], through: &image, into: &light)
        return image.pixels.count
      },
      Kernel(Self.filter, on: frameText, repetitions: 50) {
        bandpass.apply(to: original, into: &filtered, halved: &halved, scratch: &scratch)
        return 0
      },
      Kernel(Self.maxima, on: "\(frameText), \(found.count) maxima", repetitions: 50) {
        localMaxima(
          of: response, above: threshold, stepsPerLevel: scale.stepsPerLevel, into: &peaks)
        return peaks.count
      },
      Kernel(
        Self.fit, on: "\(found.count) spots, sigma \(String(format: "%.2f", model.sigma_px)) px",
        repetitions: 20,
        pieces: found.count
      ) {
        fits.removeAll(keepingCapacity: true)
        for peak in found {
          fitter.add(peak, neighbours: [], in: image, staticBackground: darkness, into: &fits)
        }
        fitter.finish(in: image, staticBackground: darkness, into: &fits)
        return fits.count
      },
    ]
  }
}
