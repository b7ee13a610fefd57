import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Neighbour grid")
struct NeighbourGridTests {
  private static func detection(_ x: Double, _ y: Double) -> Detection {
    Detection(x: Float(x), y: Float(y), intensity: 10, sigma: 1, variance: 0.01)
  }

  @Test("Finds every pair within reach, each once", arguments: [0.3, 4, 60, 2000])
  func againstAllPairs(reach: Double) {
    var generator = SeededGenerator(seed: 51)
    var grid = NeighbourGrid()
    for count in [1, 2, 40, 300] {
      let detections = (0..<count).map { _ in
        Self.detection(generator.uniform(-20, 620), generator.uniform(0, 480))
      }
      grid.fill(detections, reach: Float(reach))
      // A gap widens the reach beyond what the cells were made for; places lie outside, too.
      for wider in [1, 1.7] as [Float] {
        let far = Float(reach) * wider
        for _ in 0..<60 {
          let x = Float(generator.uniform(-100, 700))
          let y = Float(generator.uniform(-100, 600))
          var visits = [Int](repeating: 0, count: count)
          grid.forEach(nearX: x, y: y, reach: far) { visits[$0] += 1 }
          #expect(visits.allSatisfy { $0 <= 1 })
          for (index, d) in detections.enumerated()
          where abs(d.x - x) <= far && abs(d.y - y) <= far {
            #expect(visits[index] == 1, "\(d) at \(x), \(y), reach \(far)")
          }
        }
      }
    }
  }

  @Test("Looks at few more than the near ones")
  func isSelective() {
    var generator = SeededGenerator(seed: 52)
    let detections = (0..<2000).map { _ in
      Self.detection(generator.uniform(0, 640), generator.uniform(0, 480))
    }
    var grid = NeighbourGrid()
    grid.fill(detections, reach: 10)
    var visited = 0
    for d in detections { grid.forEach(nearX: d.x, y: d.y, reach: 10) { _ in visited += 1 } }
    // A square of 20 px touches at most 3 x 3 cells of 10 px; each spot meets itself as well.
    let expected = 2000.0 * 2000 * 900 / (640 * 480) + 2000
    #expect(Double(visited) < 1.1 * expected)
  }

  @Test("An empty frame, and spots on one point or one line")
  func degenerate() {
    var grid = NeighbourGrid()
    grid.fill([], reach: 5)
    grid.forEach(nearX: 0, y: 0, reach: 5) { _ in Issue.record("there is nothing to visit") }
    grid.fill([Detection](repeating: Self.detection(3, 3), count: 4), reach: 5)
    var visited: [Int] = []
    grid.forEach(nearX: 5, y: 3, reach: 2) { visited.append($0) }
    #expect(visited.sorted() == [0, 1, 2, 3])
    grid.fill((0..<50).map { Self.detection(Double($0), 7) }, reach: 1)
    visited = []
    grid.forEach(nearX: 20, y: 7, reach: 1) { visited.append($0) }
    #expect(Set(visited).isSuperset(of: [19, 20, 21]))
  }
}
