import Dispatch
import Foundation
import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// What is half-written when the program is stopped goes, and nothing comes after it.
struct UnfinishedOutputTests {
  /// Each instant is that of a process of its own, as a process cannot write again once stopped.
  @Test(
    "nothing is left, and nothing begun, whenever writers are stopped",
    arguments: (0..<20).map { UInt32(3 * $0) })
  func abandon(instant_ms: UInt32) async {
    await #expect(processExitsWith: .success) { [instant_ms] in
      let temporary = try TemporaryFolder()
      let blank = TinyRun.blank()
      let start = ContinuousClock.now
      let writers = DispatchGroup()
      for writer in 0..<4 {
        DispatchQueue.global().async(group: writers) {
          let folder = ResultFolder("\(temporary.path)/folder\(writer)")
          let file = ResultFile("\(temporary.path)/file\(writer).txt")
          do {
            while start.duration(to: .now) < .seconds(5) {
              try folder.write(blank, log: RunLog(), overwrite: true)
              try file.write("text", overwrite: true)
            }
          } catch {}
        }
      }
      usleep(1000 * instant_ms)
      UnfinishedOutput.abandon()
      let whenAbandoned = try temporary.entries()
      // The loops end because nothing can be written any more.
      writers.wait()
      let atTheEnd = try temporary.entries()
      let isClean = { (name: String) in !name.hasPrefix(".") }
      #expect(whenAbandoned.allSatisfy(isClean), "\(whenAbandoned)")
      #expect(atTheEnd == whenAbandoned)
      let error = #expect(throws: FileError.self) {
        try ResultFolder("\(temporary.path)/new").write(blank, log: RunLog())
      }
      #expect(error?.category == .unwritableOutput)
      for name in atTheEnd where name.hasPrefix("folder") {
        #expect(
          FileManager.default.fileExists(atPath: "\(temporary.path)/\(name)/run.log"), "\(name)")
      }
    }
  }
}
