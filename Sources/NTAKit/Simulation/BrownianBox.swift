import Foundation
import NTAAnalysis
import NTAVideo

/// Particles that diffuse in a periodic box, in µm.
///
/// The origin is the centre of the top-left pixel in focus: x to the right, y down, z along the
/// optical axis.
package struct BrownianBox: Sendable {
  /// The bounds of the box along x, y and z, in µm.
  package let borders_um: [ClosedRange<Double>]
  /// Diffusion coefficient of each particle, in µm²/s.
  package let diffusion_um2_per_s: [Double]
  /// Particle positions along x, in µm.
  package private(set) var x_um: [Double]
  /// Particle positions along y, in µm.
  package private(set) var y_um: [Double]
  /// Particle positions along z, in µm.
  package private(set) var z_um: [Double]

  /// Particles distributed uniformly over the box.
  package init(
    borders_um: [ClosedRange<Double>], diffusion_um2_per_s: [Double],
    generator: inout SeededGenerator
  ) {
    precondition(borders_um.count == 3, "a box has three pairs of borders")
    self.borders_um = borders_um
    self.diffusion_um2_per_s = diffusion_um2_per_s
    x_um = [Double](repeating: 0, count: diffusion_um2_per_s.count)
    (y_um, z_um) = (x_um, x_um)
    scatter(diffusion_um2_per_s.indices, over: borders_um, generator: &generator)
  }

  /// Distributes some of the particles uniformly over a part of the box.
  package mutating func scatter(
    _ particles: Range<Int>, over region_um: [ClosedRange<Double>],
    generator: inout SeededGenerator
  ) {
    precondition(region_um.count == 3, "a region has three pairs of borders")
    for index in particles {
      x_um[index] = generator.uniform(region_um[0].lowerBound, region_um[0].upperBound)
      y_um[index] = generator.uniform(region_um[1].lowerBound, region_um[1].upperBound)
      z_um[index] = generator.uniform(region_um[2].lowerBound, region_um[2].upperBound)
    }
  }

  /// Moves every particle by one exact free Brownian displacement and a common drift in the plane.
  package mutating func step(
    time_s: Double, driftX_um_per_s: Double = 0, driftY_um_per_s: Double = 0,
    generator: inout SeededGenerator
  ) {
    if time_s == 0 { return }
    let shiftX = driftX_um_per_s * time_s
    let shiftY = driftY_um_per_s * time_s
    for index in diffusion_um2_per_s.indices {
      let sigma = (2 * diffusion_um2_per_s[index] * time_s).squareRoot()
      x_um[index] += shiftX + sigma * generator.normal()
      y_um[index] += shiftY + sigma * generator.normal()
      z_um[index] += sigma * generator.normal()
    }
  }

  /// Carries every particle with the liquid.
  /// - Parameters:
  ///   - time_s: duration; the midpoint rule is used for all of it.
  ///   - velocity_um_per_s: velocity of the liquid at x, y and z.
  package mutating func carry(
    time_s: Double,
    velocity_um_per_s: (_ x_um: Double, _ y_um: Double, _ z_um: Double) -> (x: Double, y: Double)
  ) {
    for index in diffusion_um2_per_s.indices {
      let first = velocity_um_per_s(x_um[index], y_um[index], z_um[index])
      let middle = velocity_um_per_s(
        x_um[index] + first.x * time_s / 2, y_um[index] + first.y * time_s / 2, z_um[index])
      x_um[index] += middle.x * time_s
      y_um[index] += middle.y * time_s
    }
  }

  /// Moves particles that left the box back in at the opposite side.
  ///
  /// Separate from the motion, because a path must not jump within one exposure.
  package mutating func wrap() {
    BrownianBox.wrap(&x_um, into: borders_um[0])
    BrownianBox.wrap(&y_um, into: borders_um[1])
    BrownianBox.wrap(&z_um, into: borders_um[2])
  }

  /// As ``wrap()`` after a motion in an extensional flow, which carries particles out along x.
  ///
  /// As much liquid flows in along y; the particles come in with it. Without the flow, the motion
  /// is that of a periodic box. The flow then stretches the box along x as it narrows it along y,
  /// and what sticks out along x fills the strips left empty along y. Each step leaves the density
  /// uniform.
  /// - Parameters:
  ///   - rate_per_s: rate of the flow (rate x, -rate y) from the middle of the box, at least 0.
  ///   - time_s: duration of the motion since the last call, at least 0.
  ///   - generator: draws where particles come in.
  package mutating func wrap(
    extensionRate_per_s rate_per_s: Double, time_s: Double, generator: inout SeededGenerator
  ) {
    let (across, down) = (borders_um[0], borders_um[1])
    let middleX = (across.lowerBound + across.upperBound) / 2
    let middleY = (down.lowerBound + down.upperBound) / 2
    let stretch = exp(rate_per_s * time_s)
    for index in diffusion_um2_per_s.indices {
      x_um[index] = middleX + (x_um[index] - middleX) / stretch
      y_um[index] = middleY + (y_um[index] - middleY) * stretch
    }
    wrap()
    let halfHeight = (down.upperBound - down.lowerBound) / 2
    for index in diffusion_um2_per_s.indices {
      x_um[index] = middleX + (x_um[index] - middleX) * stretch
      y_um[index] = middleY + (y_um[index] - middleY) / stretch
      if across.contains(x_um[index]) { continue }
      let isAbove = generator.uniform() < 0.5
      let distance = halfHeight * generator.uniform(1 / stretch, 1)
      x_um[index] = generator.uniform(across.lowerBound, across.upperBound)
      y_um[index] = middleY + (isAbove ? -distance : distance)
    }
  }

  private static func wrap(_ places: inout [Double], into borders: ClosedRange<Double>) {
    let length = borders.upperBound - borders.lowerBound
    for index in places.indices where !borders.contains(places[index]) {
      places[index] -= ((places[index] - borders.lowerBound) / length).rounded(.down) * length
    }
  }
}
