import Testing

@testable import NTAAnalysis

@Suite("Births of tracks")
struct BirthMapTests {
  private static let (width, height) = (640.0, 480.0)
  /// Cells of 16 x 16 px.
  private static let cells = 1200.0

  private static func track(_ x: Double, _ y: Double, frame: Int32 = 5) -> Track {
    Track(
      particle: 1,
      points: [TrackPoint(frame: frame, x: Float(x), y: Float(y), intensity: 1, variance: 0.01)])
  }

  private static func uniform(_ count: Int, _ generator: inout SeededGenerator) -> BirthMap {
    var map = BirthMap(width: width, height: height, recordings: 1)
    for _ in 0..<count {
      map.add(track(generator.uniform(0, width), generator.uniform(0, height)))
    }
    return map
  }

  @Test(
    "Tracks that begin anywhere are not conspicuous in 200 draws",
    arguments: [50, 200, 500, 1000, 3000])
  func uniform(births: Int) {
    var generator = SeededGenerator(seed: 541)
    let found = (0..<200).count { _ in
      !Self.uniform(births, &generator).conspicuous.isEmpty
    }
    #expect(found == 0)
  }

  @Test("A clock's place and its neighbours are found, and nothing else", arguments: [0, 600])
  func clock(others: Int) {
    var generator = SeededGenerator(seed: 542)
    var map = Self.uniform(others, &generator)
    // Column 5 and row 3 of the cells.
    for _ in 0..<12 { map.add(Self.track(generator.uniform(82, 94), generator.uniform(50, 62))) }
    let region = map.conspicuous
    #expect(abs(region.share - 9 / Self.cells) < 1e-12)
    for (x, y) in [(64.5, 32.5), (88, 56), (111.5, 79.5)] {
      #expect(region.touches(Self.track(x, y)), "\(x), \(y)")
    }
    for (x, y) in [(63.5, 56), (112.5, 56), (88, 31.5), (88, 80.5), (400, 300)] {
      #expect(!region.touches(Self.track(x, y)), "\(x), \(y)")
    }
  }

  @Test("A track that only passes through the place is one of it")
  func passing() {
    var map = BirthMap(width: Self.width, height: Self.height, recordings: 1)
    for _ in 0..<12 { map.add(Self.track(88, 56)) }
    var track = Self.track(200, 56)
    #expect(!map.conspicuous.touches(track))
    track.points.append(TrackPoint(frame: 6, x: 90, y: 56, intensity: 1, variance: 0.01))
    #expect(map.conspicuous.touches(track))
  }

  @Test("Four births in each of many recordings are a place, fewer are a hovering particle")
  func recordings() {
    for (births, isFound) in [(9, false), (10, true)] {
      var map = BirthMap(width: Self.width, height: Self.height, recordings: 1)
      for _ in 0..<births { map.add(Self.track(88, 56)) }
      #expect(map.conspicuous.isEmpty != isFound)
    }
    for (births, isFound) in [(43, false), (44, true)] {
      var map = BirthMap(width: Self.width, height: Self.height, recordings: 11)
      for _ in 0..<births { map.add(Self.track(88, 56)) }
      #expect(map.conspicuous.isEmpty != isFound)
    }
  }

  @Test("Tracks of the first frame have not begun anywhere")
  func firstFrame() {
    var map = BirthMap(width: Self.width, height: Self.height, recordings: 1)
    for _ in 0..<50 { map.add(Self.track(88, 56, frame: 0)) }
    #expect(map.conspicuous.isEmpty && map.conspicuous.share == 0)
  }

  @Test("Light that is twice as bright on one side is no overlay")
  func unevenLight() {
    var generator = SeededGenerator(seed: 543)
    let found = (0..<50).count { _ in
      var map = BirthMap(width: Self.width, height: Self.height, recordings: 1)
      for _ in 0..<2000 {
        // Three quarters of the births lie in the left half.
        let isLeft = generator.uniform() < 0.75
        let x = generator.uniform(0, 0.5 * Self.width) + (isLeft ? 0 : 0.5 * Self.width)
        map.add(Self.track(x, generator.uniform(0, Self.height)))
      }
      return !map.conspicuous.isEmpty
    }
    #expect(found == 0)
  }
}
