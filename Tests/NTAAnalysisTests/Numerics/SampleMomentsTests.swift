import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Sample moments")
struct SampleMomentsTests {
  @Test("Mean and scatter of known numbers, far from zero too", arguments: [0, 1e8])
  func known(offset: Double) {
    let moments = SampleMoments([2, 4, 4, 4, 5, 5, 7, 9].map { $0 + offset })
    #expect(moments.count == 8 && moments.mean == 5 + offset && moments.squares == 32)
    #expect(abs(moments.variance - 32.0 / 7) < 1e-12)
    #expect(abs(moments.deviation * moments.deviation - moments.variance) < 1e-12)
  }

  @Test("A single number does not scatter")
  func single() {
    #expect(SampleMoments([3]).deviation == 0)
  }
}
