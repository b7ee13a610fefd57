import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Tracks in order")
struct TrackSorterTests {
  /// Tracks of up to `longest` points that begin anywhere.
  private static func tracks(longest: Int, _ generator: inout SeededGenerator) -> [[TrackPoint]] {
    (0..<300).map { _ in
      let first = Int32.random(in: 0..<40, using: &generator)
      return (0..<Int32.random(in: 1...Int32(longest), using: &generator)).map { step in
        TrackPoint(
          frame: first + step, x: Float(generator.uniform(0, 600)),
          y: Float(generator.uniform(0, 400)), intensity: Float(generator.uniform(5, 50)),
          variance: 0.01)
      }
    }
  }

  @Test("Numbered as in memory, whole or in parts", arguments: [0, 1 << 22])
  func numbered(memory: Int) throws {
    let folder = try TemporaryFolder()
    var generator = SeededGenerator(seed: 71)
    let tracks = Self.tracks(longest: 30, &generator)
    let file = SpillFile(folder: folder.path, memory: memory)
    var sorter = TrackSorter(in: file)
    for (serial, points) in tracks.enumerated() {
      var rest = points[...]
      while rest.count > 10 {
        sorter.add(segment: Linker.TrackSegment(serial: serial, points: Array(rest.prefix(9))))
        rest = rest.dropFirst(9)
      }
      sorter.add(Linker.TrackSegment(serial: serial, points: Array(rest)))
    }
    sorter.add(Linker.TrackSegment(serial: 1000, points: []))
    let list = sorter.numbered(in: file.sibling(memory: memory))
    #expect(Array(list) == Track.numbered(tracks))
    #expect(list.count == tracks.count && list.failure == nil)
    var iterator = list.makeIterator()
    while let (track, place) = iterator.nextPlaced() {
      #expect(list.track(at: place) == track)
    }
  }

  @Test("What a linker hands over in parts is the whole")
  func parts() {
    var generator = SeededGenerator(seed: 72)
    let model = LinkModel(fastestStep_px2: 4, detectionDensity: 1e-4)
    var whole = Linker(model: model)
    var cut = Linker(model: model)
    let file = SpillFile()
    var sorter = TrackSorter(in: file)
    for frame in 0..<60 {
      let spots = (0..<20).map { k in
        Detection(
          x: Float(30 * k) + Float(generator.normal()), y: 50 + Float(generator.normal()),
          intensity: 20, sigma: 1.2, variance: 0.01)
      }
      whole.link(spots, frame: frame, time: Double(frame))
      cut.link(spots, frame: frame, time: Double(frame))
      for part in cut.takeSegments(longerThan: 8) { sorter.add(segment: part) }
      for track in cut.takeEnded() { sorter.add(track) }
    }
    whole.finish()
    cut.finish()
    for track in cut.takeEnded() { sorter.add(track) }
    #expect(Array(sorter.numbered(in: file)) == Track.numbered(whole.takeFinished()))
  }
}
