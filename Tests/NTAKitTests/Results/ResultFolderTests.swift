import Foundation
import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

struct ResultFolderTests {
  private func names(withTracks: Bool) -> [String] {
    ResultFolder.fileNames.filter { withTracks || $0 != "tracks.csv" }.sorted()
  }

  @Test("the folder holds the promised files, and tracks only on request")
  func files() throws {
    let temporary = try TemporaryFolder()
    let plain = ResultFolder("\(temporary.path)/new/deep/plain")
    try plain.write(TinyRun.result(), log: RunLog())
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: plain.path).sorted()
        == names(withTracks: false))
    let full = ResultFolder("\(temporary.path)/full/")
    try full.write(TinyRun.result(), log: RunLog(), tracks: true)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: full.path).sorted()
        == names(withTracks: true))
    #expect(try temporary.entries() == ["full", "new"])
  }

  @Test("the tables hold these bytes")
  func tables() throws {
    let temporary = try TemporaryFolder()
    let folder = ResultFolder("\(temporary.path)/out")
    try folder.write(TinyRun.result(), log: RunLog(), tracks: true)
    #expect(
      try TemporaryFolder.read("\(folder.path)/particles.csv") == """
        position,particle,first_frame,frames,diffusion_um2_per_s,diffusion_se_um2_per_s,diameter_nm,\
        diameter_lower95_nm,diameter_upper95_nm,intensity,localization_error_nm,x_um,y_um
        1,1,0,30,4.5,0.5,98.0,80.0,125.0,31.0,40.0,10.0,20.5
        1,3,5,4,4.0,2.0,110.0,50.0,,29.0,40.0,1.0,2.0

        """)
    #expect(
      try TemporaryFolder.read("\(folder.path)/positions.csv") == """
        index,file,section,used,removal,frames,frames_expected,particles_per_frame,tracks,d50_nm,\
        mean_intensity,drift_x_um_per_s,drift_y_um_per_s,concentration_per_mL,measured_per_mL,\
        sample_per_mL
        1,pos01.avi,1,true,,60,60,12.5,2,100.0,30.0,0.5,-0.25,100000000.0,100000000.0,100000000000.0
        2,"a,b.avi",1,false,MIN_TRACKS,59,,0.0,0,,,,0.0,,,

        """)
    #expect(
      try TemporaryFolder.read("\(folder.path)/tracks.csv") == """
        position,particle,frame,time_s,x,y,intensity
        1,1,0,0.0,1.5,2.0,30.0
        1,1,1,0.5,1.25,2.5,32.0

        """)
    #expect(
      try TemporaryFolder.read("\(folder.path)/refractive_index.csv") == """
        lower_nm,upper_nm,diameter_nm,brightness_over_beads,refractive_index,lower95,upper95,tracks
        87.0,100.0,94.0,0.03,1.402,1.395,1.41,430.0

        """)
    // Volume weights: 0.25 * 100^3 against 0.75 * 400^3, that is 1 to 192; surface weights 1 to 48.
    #expect(
      try TemporaryFolder.read("\(folder.path)/distribution.csv") == """
        diameter_nm,lower_nm,upper_nm,number_fraction,number_density_per_nm,concentration_per_mL,\
        measured_per_mL,sample_per_mL,volume_fraction,surface_fraction,lower95_per_nm,upper95_per_nm,\
        below_detection_limit
        100.0,50.0,200.0,0.25,0.0016666666666666668,25000000.0,25000000.0,25000000000.0,\
        0.0051813471502590676,0.02040816326530612,0.001,0.01,
        400.0,200.0,800.0,0.75,0.00125,75000000.0,75000000.0,75000000000.0,0.9948186528497409,\
        0.9795918367346939,0.002,0.02,

        """)
  }

  @Test("two writes differ in nothing but the log")
  func repeatable() throws {
    let temporary = try TemporaryFolder()
    let first = ResultFolder("\(temporary.path)/first")
    let second = ResultFolder("\(temporary.path)/second")
    for folder in [first, second] {
      var log = RunLog()
      log.add("a line")
      try folder.write(TinyRun.result(), log: log, tracks: true)
    }
    for name in ResultFolder.fileNames where name != "run.log" {
      #expect(
        try TemporaryFolder.read("\(first.path)/\(name)")
          == TemporaryFolder.read("\(second.path)/\(name)"), "\(name)")
    }
  }

  @Test("an earlier result is replaced only on request, and no trace of it stays")
  func overwrite() throws {
    let temporary = try TemporaryFolder()
    let folder = ResultFolder("\(temporary.path)/out")
    try folder.write(TinyRun.result(), log: RunLog(), tracks: true)
    #expect(throws: FileError.exists(path: folder.path)) {
      try folder.write(TinyRun.blank(), log: RunLog())
    }
    #expect(try TemporaryFolder.read("\(folder.path)/summary.json").contains("beads"))
    let json = try folder.write(TinyRun.blank(), log: RunLog(), overwrite: true)
    #expect(try TemporaryFolder.read("\(folder.path)/summary.json") == json)
    #expect(json.contains("NO_PARTICLES"))
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/tracks.csv"))
    #expect(try temporary.entries() == ["out"])
  }

  @Test("a folder with anything foreign in it is never replaced")
  func foreign() throws {
    let temporary = try TemporaryFolder()
    let folder = ResultFolder("\(temporary.path)/out")
    try folder.write(TinyRun.result(), log: RunLog())
    _ = try temporary.write("mine", to: "out/notes.txt")
    #expect(throws: FileError.notAResultFolder(path: folder.path, foreign: "notes.txt")) {
      try folder.write(TinyRun.blank(), log: RunLog(), overwrite: true)
    }
    #expect(try TemporaryFolder.read("\(folder.path)/notes.txt") == "mine")
    #expect(try TemporaryFolder.read("\(folder.path)/summary.json").contains("beads"))
  }

  @Test("what a killed run left is removed; what a living one holds is not")
  func leftovers() throws {
    let temporary = try TemporaryFolder()
    let folder = ResultFolder("\(temporary.path)/out")
    let dead = PendingFolder.path(for: folder.path, process: "999999999")
    try FileManager.default.createDirectory(atPath: dead, withIntermediateDirectories: false)
    _ = try temporary.write("half", to: ".out.nta-999999999/summary.json")
    let living = try PendingFolder(for: folder.path)
    #expect(try temporary.entries() == [".out.nta-\(getpid())"])
    let other = PendingFolder.path(for: folder.path, process: "1")
    try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: false)
    _ = consume living
    try folder.write(TinyRun.result(), log: RunLog())
    #expect(try temporary.entries() == ["out"])
  }

  @Test("what a report that was killed has left in a result is no foreign file")
  func killedReport() throws {
    let temporary = try TemporaryFolder()
    let folder = ResultFolder("\(temporary.path)/out")
    try folder.write(TinyRun.result(), log: RunLog())
    let whole = try temporary.entries("out")
    let left = "out/.report.html.nta-999999999"
    _ = try temporary.write("half", to: "\(left)/report.html")
    try folder.check(overwrite: true)
    // The next report clears it away, and so does the next result.
    try folder.redrawReport()
    #expect(try temporary.entries("out") == whole)
    _ = try temporary.write("half", to: "\(left)/report.html")
    try folder.write(TinyRun.result(), log: RunLog(), overwrite: true)
    #expect(try temporary.entries("out") == whole)
    #expect(try temporary.entries() == ["out"])
    // One that was killed while it tried whether it may write.
    try FileManager.default.createDirectory(
      atPath: temporary.file("out/.report.html.nta-trial-7"), withIntermediateDirectories: false)
    try folder.check(overwrite: true)
    try folder.redrawReport()
    #expect(try temporary.entries("out") == whole)
    // Names that only look alike are somebody's.
    for name in [".report.html.nta-", ".report.html.nta-mine", ".notes.nta-1"] {
      _ = try temporary.write("mine", to: "out/\(name)")
      #expect(throws: FileError.notAResultFolder(path: folder.path, foreign: name)) {
        try folder.check(overwrite: true)
      }
      try FileManager.default.removeItem(atPath: temporary.file("out/\(name)"))
    }
  }

  @Test("an unwritable place is found before the work is done")
  func unwritable() throws {
    let temporary = try TemporaryFolder()
    let file = try temporary.write("", to: "file")
    let folder = ResultFolder("\(file)/out")
    let error = #expect(throws: FileError.self) { try folder.check(overwrite: false) }
    #expect(error?.category == .unwritableOutput)
    #expect(throws: FileError.self) { try folder.write(TinyRun.result(), log: RunLog()) }
    #expect(try temporary.entries() == ["file"])
  }

  @Test("a write that fails midway leaves the earlier result whole and nothing else")
  func failsMidway() throws {
    let temporary = try TemporaryFolder()
    let folder = ResultFolder("\(temporary.path)/out")
    try folder.write(TinyRun.blank(), log: RunLog())
    let pending = try PendingFolder(for: folder.path)
    #expect(throws: FileError.self) {
      try folder.write(TinyRun.result(), log: RunLog(), overwrite: true)
    }
    #expect(try TemporaryFolder.read("\(folder.path)/summary.json").contains("NO_PARTICLES"))
    _ = consume pending
  }
}
