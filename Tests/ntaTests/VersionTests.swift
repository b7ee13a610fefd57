import NTAAnalysis
import NTAKit
import NTAVideo
import Testing

struct VersionTests {
  @Test("the version has three numbers")
  func version() {
    #expect(Software.version.split(separator: ".").compactMap { Int($0) }.count == 3)
  }
}
