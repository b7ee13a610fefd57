import NTAAnalysis
import NTAVideo

extension SimulatedCondition {
  /// The kinds of conditions, by the names a user gives.
  package enum Kind: String, Sendable, CaseIterable {
    /// The velocity increases with depth.
    case shearFlow = "shear-flow"
    /// The velocity is a parabola over the depth.
    case poiseuilleFlow = "poiseuille-flow"
    /// The liquid circulates.
    case rollFlow = "roll-flow"
    /// The liquid is drawn apart along x.
    case extensionFlow = "extension-flow"
    /// The illumination decreases from the middle to the edges.
    case beamProfile = "beam-profile"
    /// The focal plane is tilted against the light sheet.
    case tilt
    /// Particles far out of focus light up the background.
    case haze
    /// The amplitude of each particle fluctuates as it rotates.
    case rotation
    /// The laser flickers.
    case flicker
    /// Bright objects are among the particles.
    case aggregates
    /// The camera averages over frames.
    case denoise
    /// A clock is drawn into the picture.
    case clock
    /// A scale bar is drawn into the picture.
    case scaleBar = "scale-bar"
    /// A logo is drawn into the picture.
    case logo
    /// Every n-th frame is lost.
    case lostFrames = "lost-frames"
    /// Frames at random places are lost.
    case randomLostFrames = "random-lost-frames"
    /// Every n-th frame is a copy of the one before.
    case repeatedFrames = "repeated-frames"
    /// The file has another frame rate.
    case fileRate = "file-rate"
    /// Four frames fill five of the file.
    case telecine
  }
}

extension SimulatedCondition.Kind {
  private typealias Parameter = SimulatedCondition.Parameter

  /// The table of conditions.
  package var definition: SimulatedCondition.Definition {
    switch self {
    case .shearFlow:
      .init(
        meaning: "The velocity along x is proportional to the distance from the focus. The speed is"
          + " its difference over the 1/e² depth of the light sheet.",
        parameters: [Parameter("speed_um_per_s", -1e4...1e4)])
    case .poiseuilleFlow:
      .init(
        meaning: "The velocity along x is a parabola over the simulated depth: the speed in focus,"
          + " zero at both ends.",
        parameters: [Parameter("speed_um_per_s", -1e4...1e4)])
    case .rollFlow:
      .init(
        meaning:
          "Convection: vortices side by side fill the field of view and its margin, and turn in"
          + " alternating directions. The speed is the largest.",
        parameters: [
          Parameter("speed_um_per_s", -1e4...1e4),
          Parameter("vortices", 1...16, fallback: 1, isWhole: true),
        ])
    case .extensionFlow:
      .init(
        meaning: "The velocity is (a x, -a y) from the middle of the field of view. The speed is"
          + " that at its left and right edges.",
        parameters: [Parameter("speed_um_per_s", 0...1e4)])
    case .beamProfile:
      .init(
        meaning:
          "The illumination is a Gaussian across the rows. The ratio is that of the upper and"
          + " lower edges to the middle.",
        parameters: [Parameter("edge_ratio", 0.001...1)])
    case .tilt:
      .init(
        meaning:
          "The focal plane is tilted against the light sheet: from the left to the right edge"
          + " it moves by this depth. Spots behind it may have part of their light in a ring.",
        parameters: [
          Parameter("depth_um", -1000...1000), Parameter("ring_fraction", 0...1, fallback: 0),
        ])
    case .haze:
      .init(
        meaning:
          "Particles far out of focus add a background of this mean level, which varies by"
          + " the relative SD over the field, and slowly with time. It consists of Gaussian"
          + " spots of this sigma.",
        parameters: [
          Parameter("level_gray", 0...1e4), Parameter("relative_sd", 0.05...1, fallback: 0.2),
          Parameter("sigma_um", 5...200, fallback: 15),
        ])
    case .rotation:
      .init(
        meaning:
          "The amplitude of each particle fluctuates by this relative SD as it rotates, with the"
          + " relaxation time of a sphere of its diameter (0.11 ms for 100 nm in water), times the"
          + " slowdown. The exposure averages over it.",
        parameters: [
          Parameter("relative_sd", 0...0.4), Parameter("slowdown", 0.001...1e6, fallback: 1),
        ])
    case .flicker:
      .init(
        meaning: "The light of whole frames fluctuates by this relative SD.",
        parameters: [Parameter("relative_sd", 0...0.4)])
    case .aggregates:
      .init(
        meaning:
          "So many bright objects of this peak level, each with the rings of an Airy pattern,"
          + " lie in the light sheet at each position. diameters_nm in truth.json does not list"
          + " them.",
        parameters: [
          Parameter("count", 0...1000, isWhole: true),
          Parameter("peak_gray", 0...1e6, fallback: 500),
          Parameter("diameter_nm", 1...10_000, fallback: 800),
        ])
    case .denoise:
      .init(
        meaning:
          "The camera averages over time: a recorded frame is this weight of the recorded"
          + " frame before it, and the rest of the new frame.",
        parameters: [Parameter("weight", 0...0.95)])
    case .clock:
      .init(
        meaning: "A running clock is drawn into the upper left corner.",
        parameters: [])
    case .scaleBar:
      .init(
        meaning: "A bar of 50 µm with its length is drawn into the lower right corner.",
        parameters: [])
    case .logo:
      .init(
        meaning: "A logo is drawn into the upper right corner.",
        parameters: [])
    case .lostFrames:
      .init(
        meaning:
          "Every n-th frame is lost: with 10, the 10th, the 20th and so on. The times in the"
          + " file have no gap.",
        parameters: [Parameter("every", 2...1e6, isWhole: true)])
    case .randomLostFrames:
      .init(
        meaning: "This share of the frames is lost, at random places. The times in the file have no"
          + " gap.",
        parameters: [Parameter("share", 0...0.9)])
    case .repeatedFrames:
      .init(
        meaning: "Every n-th frame is replaced by a copy of the one before it.",
        parameters: [Parameter("every", 2...1e6, isWhole: true)])
    case .fileRate:
      .init(
        meaning:
          "The file has this frame rate and shows the camera's latest frame at each time: a"
          + " higher rate repeats frames, a lower one leaves some out. run.yaml states no frame"
          + " rate.",
        parameters: [Parameter("rate_hz", 0.001...1e5)])
    case .telecine:
      .init(
        meaning:
          "The file has 5/4 of the frame rate. Of each four frames A B C D, its even and odd"
          + " rows show AA BB BC CD DD. run.yaml states no frame rate.",
        parameters: [])
    }
  }
}
