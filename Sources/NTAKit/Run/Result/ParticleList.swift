import NTAAnalysis
import NTAVideo

/// The sized tracks of a result; those of long recordings are read from disk during iteration.
public struct ParticleList: Sequence, Sendable {
  private enum Storage: Sendable {
    case held([ParticleResult])
    case sized(SizedTracks, Conversion)
  }

  /// Converts a sized track to a row of `particles.csv`.
  struct Conversion: Sendable {
    /// Position number of each observation.
    var positions: [Int]
    var liquid: StokesEinstein
    var model: MotionModel

    func particle(_ track: SizedTrack.Summary) -> ParticleResult {
      let d = track.diffusion
      return ParticleResult(
        position: positions[track.observation], particle: track.particle,
        firstFrame: track.firstFrame, frames: track.frames,
        diffusion_um2_per_s: d.value_um2_per_s,
        diffusionStandardError_um2_per_s: d.standardError_um2_per_s,
        diameter_nm: track.diameter_nm,
        diameterLower95_nm: liquid.diameter_nm(
          diffusion_um2_per_s: d.interval95_um2_per_s.upperBound),
        diameterUpper95_nm: liquid.diameter_nm(
          diffusion_um2_per_s: d.interval95_um2_per_s.lowerBound),
        intensity: track.intensity,
        localizationError_nm: 1000 * (track.variance_um2 * model.localizationScale).squareRoot(),
        x_um: track.x_um, y_um: track.y_um)
    }
  }

  private let storage: Storage

  /// A list of particles in memory.
  public init(_ particles: [ParticleResult]) { storage = .held(particles) }

  init(_ tracks: SizedTracks, _ conversion: Conversion) { storage = .sized(tracks, conversion) }

  /// Number of particles.
  public var count: Int {
    switch storage {
    case .held(let particles): particles.count
    case .sized(let tracks, _): tracks.count
    }
  }

  /// The exact number of particles.
  public var underestimatedCount: Int { count }

  /// An iterator over the particles, ordered by position, then particle number.
  public func makeIterator() -> Iterator {
    switch storage {
    case .held(let particles): Iterator(held: particles.makeIterator())
    case .sized(let tracks, let conversion):
      Iterator(
        summaries: AnyIterator(tracks.summaries.makeIterator()), conversion: conversion)
    }
  }

  /// Iterator over a particle list.
  public struct Iterator: IteratorProtocol {
    fileprivate var held: IndexingIterator<[ParticleResult]>?
    fileprivate var summaries: AnyIterator<SizedTrack.Summary>?
    fileprivate var conversion: Conversion?

    /// The next particle; `nil` after the last one.
    public mutating func next() -> ParticleResult? {
      if let conversion { return summaries?.next().map(conversion.particle) }
      return held?.next()
    }
  }

  /// The error that stopped the reading before the last particle, if one did.
  var failure: SpillFailure? {
    switch storage {
    case .held: nil
    case .sized(let tracks, _): tracks.failure
    }
  }
}
