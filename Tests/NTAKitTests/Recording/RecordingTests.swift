import Foundation
import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Recordings")
struct RecordingTests {
  private static func resolve(
    _ inputs: [String], runFile: String? = nil, positions: Int? = nil, cycles: Int? = nil,
    frames: Int = 0
  ) throws -> Recording {
    try Recording(
      inputs: inputs, runFilePath: runFile, positions: positions, cycles: cycles,
      frameCount: { _ throws(NTAError) in frames })
  }

  @Test("videos in folders below the input are told")
  func subfolders() throws {
    let folder = try TemporaryFolder()
    for name in ["a/1.avi", "b/deep/2.avi", "c/notes.txt", ".hidden/3.avi"] {
      try folder.write("x", to: name)
    }
    let error = #expect(throws: RecordingError.self) { try Recording(inputs: [folder.path]) }
    #expect(error == .videosInSubfolders(folder: folder.path, subfolders: ["a", "b/deep"]))
    #expect(error?.category == .misuse)
    try folder.write("x", to: "own.avi")
    let recording = try Recording(inputs: [folder.path])
    #expect(recording.positions.map(\.fileName) == ["own.avi"])
    let name = (folder.path as NSString).lastPathComponent
    #expect(
      recording.warnings == [.subfoldersIgnored(folder: name, subfolders: ["a", "b/deep"])])
    // A video that is named by itself says nothing of its neighbours.
    #expect(try Recording(inputs: [folder.file("own.avi")]).warnings == [])
  }

  @Test("a folder of videos is one position a video, in natural order, other files ignored")
  func folder() throws {
    let folder = try TemporaryFolder()
    for name in ["pos10.avi", "pos2.AVI", "pos1.mp4", ".pos3.avi", "truth.json", "notes.txt"] {
      try folder.write(name)
    }
    try folder.write("run.yaml", "sample: beads\n")
    for input in [folder.path, folder.path + "/"] {
      let recording = try Self.resolve([input])
      #expect(recording.positions.map(\.fileName) == ["pos1.mp4", "pos2.AVI", "pos10.avi"])
      #expect(recording.positions.map(\.index) == [1, 2, 3])
      #expect(
        recording.positions.allSatisfy { $0.frames == nil && $0.section == 1 && $0.cycle == 1 })
      #expect(recording.positions[0].source == .file(path: "\(folder.path)/pos1.mp4"))
      #expect(recording.runFile?.sample == "beads")
      #expect(recording.header == nil)
      #expect(recording.warnings.isEmpty)
    }
  }

  @Test("a folder of numbered images is one position, and a folder of those one position each")
  func sequences() throws {
    let folder = try TemporaryFolder()
    for position in ["pos10", "pos9"] {
      for image in ["t10.png", "t8.png", "t9.png"] { try folder.write("\(position)/\(image)") }
    }
    try folder.write("results/summary.json")
    try folder.write("run.yaml", "dilution: 10\n")
    let images = ["t8.png", "t9.png", "t10.png"]
    let run = try Self.resolve([folder.path])
    #expect(
      run.positions.map(\.source)
        == ["pos9", "pos10"].map {
          VideoSource.imageSequence(folder: "\(folder.path)/\($0)", files: images)
        })
    let single = try Self.resolve(["\(folder.path)/pos9"])
    #expect(single.positions.map(\.fileName) == ["pos9"])
    #expect(single.runFile?.dilution == 10)
  }

  @Test("a folder of TIFF stacks is one position a stack")
  func stacks() throws {
    let folder = try TemporaryFolder()
    let stack = ImageSequenceTests.tiff(pages: 2, isLittleEndian: true)
    for name in ["b.tif", "a2.tif", "a10.tif"] { try folder.write(name, stack) }
    let sources = try Self.resolve([folder.path]).positions.map(\.source)
    #expect(sources == ["a2", "a10", "b"].map { .file(path: "\(folder.path)/\($0).tif") })
  }

  @Test("a set of OME-TIFF files in a folder is one position")
  func sets() throws {
    let folder = try TemporaryFolder()
    for run in ["a", "b"] {
      let parts = (0..<2).map {
        #"<TiffData FirstT="\#($0)" IFD="0"><UUID FileName="\#(run)\#($0).ome.tif"/></TiffData>"#
      }
      for part in 0..<2 {
        var tiff = DrawnTIFF([DrawnVideo.noise(frame: part)])
        tiff.description =
          #"<OME><Image><Pixels SizeT="2">\#(parts.joined())</Pixels></Image></OME>"#
        try tiff.write(to: folder.file("\(run)\(part).ome.tif"))
      }
    }
    let run = try Recording(inputs: [folder.path])
    #expect(
      run.positions.map(\.source)
        == ["a0", "b0"].map { .file(path: folder.file("\($0).ome.tif")) })
    #expect(run.files.count == 4)
    #expect(throws: RecordingError.self) {
      try Recording(inputs: [folder.file("a0.ome.tif"), folder.file("a1.ome.tif")])
    }
  }

  @Test("formats that only their makers know come with the way to a TIFF")
  func microscopeFiles() throws {
    let folder = try TemporaryFolder()
    for (name, program) in [
      ("a.nd2", "NIS-Elements"), ("b.CZI", "ZEN"), ("c.lif", "LAS X"), ("d.cine", "Phantom"),
      ("e.seq", "StreamPix"),
    ] {
      let path = try folder.write("x/" + name, "bytes")
      for input in [path, folder.file("x")] {
        let error = #expect(throws: RecordingError.self) { try Recording(inputs: [input]) }
        let text = try #require(error?.description)
        #expect(text.hasPrefix(path) && text.contains(program) && text.contains("TIFF"), "\(text)")
        #expect(!text.contains("\n"))
      }
      try FileManager.default.removeItem(atPath: path)
    }
  }

  @Test("several videos keep the order they are named in")
  func list() throws {
    let folder = try TemporaryFolder()
    let paths = try ["b.avi", "a.avi"].map { try folder.write($0) }
    #expect(try Self.resolve(paths).positions.map(\.fileName) == ["b.avi", "a.avi"])
    #expect(throws: RecordingError.duplicateInput(path: paths[0])) {
      try Self.resolve(paths + [paths[0]])
    }
  }

  @Test("a single video is cut into positions x cycles, a cycle after the other")
  func sections() throws {
    let folder = try TemporaryFolder()
    let video = try folder.write("run.avi")
    let recording = try Self.resolve([video], positions: 3, cycles: 2, frames: 60)
    #expect(recording.positions.map(\.index) == Array(1...6))
    #expect(recording.positions.map(\.section) == Array(1...6))
    #expect(recording.positions.map(\.cycle) == [1, 1, 1, 2, 2, 2])
    #expect(
      recording.positions.map(\.frames) == [0..<10, 10..<20, 20..<30, 30..<40, 40..<50, 50..<60])
  }

  @Test("sections come from the option, else run.yaml, else the header")
  func sectionsBySource() throws {
    let folder = try TemporaryFolder()
    let video = try folder.write("a.avi")
    try folder.write("a.txt", ZetaViewHeaderTests.text())
    #expect(try Self.resolve([video], frames: 660).positions.count == 22)
    try folder.write("run.yaml", "positions: 5\n")
    #expect(try Self.resolve([video], frames: 660).positions.count == 10)
    #expect(try Self.resolve([video], cycles: 1, frames: 660).positions.count == 5)
    #expect(try Self.resolve([video], positions: 1, cycles: 1).positions.map(\.frames) == [nil])
  }

  @Test("frames that do not divide are refused, with what is left over", arguments: [661, 10, 0])
  func remainder(frames: Int) throws {
    let folder = try TemporaryFolder()
    let video = try folder.write("a.avi")
    let error = RecordingError.sectionsDoNotDivide(
      path: video, frames: frames, positions: 11, cycles: 1, positionsFrom: "the command line")
    #expect(throws: error) { try Self.resolve([video], positions: 11, frames: frames) }
    #expect(error.category == .damagedInput)
    #expect(error.description.contains("1 left over") == (frames == 661))
  }

  @Test("positions that contradict the number of videos are refused, a header's are not used")
  func contradiction() throws {
    let folder = try TemporaryFolder()
    for name in ["p1.avi", "p2.avi", "p3.avi", "p4.avi"] { try folder.write(name) }
    try folder.write("header.txt", ZetaViewHeaderTests.text())
    let recording = try Self.resolve([folder.path])
    #expect(recording.positions.count == 4)
    #expect(recording.header?.positions == 11)
    #expect(try Self.resolve([folder.path], positions: 4, cycles: 1).positions.count == 4)
    #expect(
      try Self.resolve([folder.path], positions: 2, cycles: 2).positions.map(\.cycle) == [
        1, 1, 2, 2,
      ])
    #expect(
      throws: RecordingError.positionsDisagree(
        given: 5, positionsFrom: "the command line", videos: 4)
    ) {
      try Self.resolve([folder.path], positions: 5, cycles: 1)
    }
    #expect(throws: RecordingError.countOutOfRange(name: .positions, value: 0)) {
      try Self.resolve([folder.path], positions: 0)
    }
  }

  @Test("the header has the video's name, or is the only one that is no other video's")
  func headers() throws {
    let folder = try TemporaryFolder()
    let first = try folder.write("a.avi")
    let text = ZetaViewHeaderTests.text(replacing: ["Positions:": ""])
    let other = try folder.write("b.txt", text)
    try folder.write("notes.txt", "ZetaView, warmed up for an hour\n")
    let unknown = try Self.resolve([first])
    #expect(unknown.header?.path == other)
    #expect(unknown.positions.count == 1)
    #expect(unknown.warnings.map(\.code) == ["POSITIONS_UNKNOWN"])
    #expect(unknown.warnings.first?.message.hasPrefix("b.txt does not state") == true)
    try folder.write("b.avi")
    #expect(try Self.resolve([first]).header == nil)
    let own = try folder.write("a.txt", text)
    #expect(try Self.resolve([first]).header?.path == own)
    let both = try Self.resolve([folder.path])
    #expect(both.header == nil)
    #expect(both.warnings.map(\.code) == ["AMBIGUOUS_HEADER"])
  }

  @Test("a zeta-potential header with the video's name is refused, another one is passed over")
  func zetaPotential() throws {
    let folder = try TemporaryFolder()
    let text = ZetaViewHeaderTests.text(replacing: ["Type of": "Type of Measurement:\tProfile"])
    let video = try folder.write("a.avi")
    try folder.write("z.txt", text)
    #expect(try Self.resolve([video]).header == nil)
    let path = try folder.write("a.txt", text)
    #expect(throws: RecordingError.header(.notASizeMeasurement(path: path, type: "Profile"))) {
      try Self.resolve([video])
    }
  }

  @Test("a run.yaml that is named goes before the one beside the videos; two beside are refused")
  func runFiles() throws {
    let folder = try TemporaryFolder()
    let first = try folder.write("one/a.avi")
    let second = try folder.write("two/b.avi")
    let named = try folder.write("mine.yaml", "sample: named\n")
    let beside = try folder.write("one/run.yaml", "sample: beside\n")
    #expect(try Self.resolve([first, second]).runFile?.sample == "beside")
    #expect(try Self.resolve([first, second], runFile: named).runFile?.sample == "named")
    let another = try folder.write("two/run.yaml", "sample: two\n")
    #expect(throws: RecordingError.severalRunFiles(paths: [beside, another])) {
      try Self.resolve([first, second])
    }
    #expect(try Self.resolve([first, second], runFile: named).runFile?.sample == "named")
    try folder.write("one/run.yaml", "sampel: x\n")
    let error = #expect(throws: RecordingError.self) { try Self.resolve([first]) }
    #expect(error?.category == .misuse)
    #expect(error?.description.contains("\"sample\"") == true)
  }

  @Test("what is no run is refused")
  func refused() throws {
    let folder = try TemporaryFolder()
    #expect(throws: RecordingError.nothingGiven) { try Self.resolve([]) }
    #expect(throws: RecordingError.missing(path: "/none.avi")) { try Self.resolve(["/none.avi"]) }
    #expect(throws: RecordingError.noVideos(folder: folder.path)) {
      try Self.resolve([folder.path])
    }
    let text = try folder.write("h.txt", ZetaViewHeaderTests.text())
    #expect(throws: RecordingError.notAVideo(path: text, kind: "a text file")) {
      try Self.resolve([text])
    }
  }

  @Test("an error while counting frames keeps its sentence and category")
  func uncountable() throws {
    let folder = try TemporaryFolder()
    let video = try folder.write("a.avi")
    let cause = NTAError(RecordingError.missing(path: video))
    #expect(throws: RecordingError.video(cause)) {
      try Recording(
        inputs: [video], runFilePath: nil, positions: 2, cycles: nil,
        frameCount: { _ throws(NTAError) in throw cause })
    }
    #expect(RecordingError.video(cause).category == .unreadableInput)
    #expect(RecordingError.video(cause).description == cause.description)
  }
}
