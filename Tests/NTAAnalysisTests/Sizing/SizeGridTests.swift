import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Size grid")
struct SizeGridTests {
  @Test("The standard grid spans 10 to 1000 nm with at least 64 classes a decade")
  func standard() throws {
    let grid = SizeGrid.standard
    #expect(try #require(grid.edges_nm.first) <= 10)
    #expect(try #require(grid.edges_nm.last) >= 1000)
    #expect(grid.spacing <= log(10) / 64)
    #expect(grid.count == grid.edges_nm.count - 1)
  }

  @Test("Classes are even in the logarithm, with the centre in their geometric middle")
  func even() {
    let grid = SizeGrid(from_nm: 7, decades: 2, binsPerDecade: 50)
    #expect(grid.count == 100)
    #expect(abs(grid.edges_nm[100] / 700 - 1) < 1e-12)
    for j in 0..<grid.count {
      #expect(abs(log(grid.edges_nm[j + 1] / grid.edges_nm[j]) - grid.spacing) < 1e-12)
      let middle = (grid.edges_nm[j] * grid.edges_nm[j + 1]).squareRoot()
      #expect(abs(grid.centres_nm[j] / middle - 1) < 1e-12)
    }
  }
}
