import NTAAnalysis
import NTAVideo

/// The sized tracks of a result; those of long recordings are read from the disk as they are gone
/// through.
public struct ParticleList: Sequence, Sendable {
  private enum Storage: Sendable {
    case held([ParticleResult])
    case sized(SizedTracks, Conversion)
  }

  /// What turns a sized track into a row of `particles.csv`.
  struct Conversion: Sendable {
    /// Number of the position of each observation.
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

  /// Particles that are held in memory.
  public init(_ particles: [ParticleResult]) { storage = .held(particles) }

  init(_ tracks: SizedTracks, _ conversion: Conversion) { storage = .sized(tracks, conversion) }

  /// Number of particles.
  public var count: Int {
    switch storage {
    case .held(let particles): particles.count
    case .sized(let tracks, _): tracks.count
    }
  }

  /// The same: what room to make for them.
  public var underestimatedCount: Int { count }

  /// Goes through the particles by position, then number.
  public func makeIterator() -> Iterator {
    switch storage {
    case .held(let particles): Iterator(held: particles.makeIterator())
    case .sized(let tracks, let conversion):
      Iterator(
        summaries: AnyIterator(tracks.summaries.makeIterator()), conversion: conversion)
    }
  }

  /// A place in the list that moves from its beginning to its end.
  public struct Iterator: IteratorProtocol {
    fileprivate var held: IndexingIterator<[ParticleResult]>?
    fileprivate var summaries: AnyIterator<SizedTrack.Summary>?
    fileprivate var conversion: Conversion?

    /// The next particle.
    public mutating func next() -> ParticleResult? {
      if let conversion { return summaries?.next().map(conversion.particle) }
      return held?.next()
    }
  }

  /// What kept particles from being read to the end, if anything did.
  var failure: SpillFailure? {
    switch storage {
    case .held: nil
    case .sized(let tracks, _): tracks.failure
    }
  }
}
