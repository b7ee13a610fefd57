import Foundation
import Synchronization
import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Simulated run")
struct SimulatedRunTests {
  private static func simulator(bitDepth: Int = 8) throws -> Simulator {
    var parameters = SimulationParameters.preset(.exosome)
    parameters.camera.width = 96
    parameters.camera.height = 64
    parameters.camera.bitDepth = bitDepth
    parameters.positions = 3
    parameters.frames = 4
    return try Simulator(parameters, seed: 17)
  }

  @Test("A run is its videos, settings, truth and paths; threads do not change a byte")
  func files() throws {
    let folder = try TemporaryFolder()
    var run = SimulatedRun(try SimulatedRunTests.simulator())
    run.writesTracks = true
    try run.write(to: folder.path + "/one")
    run.threads = 3
    try run.write(to: folder.path + "/three")
    let names = try folder.entries("one")
    #expect(
      names == [
        "exosome_pos01.avi", "exosome_pos02.avi", "exosome_pos03.avi", "run.yaml", "truth.json",
        "truth_tracks.csv",
      ])
    #expect(try folder.entries("three") == names)
    for name in names {
      #expect(try folder.bytes(of: "one/" + name) == folder.bytes(of: "three/" + name))
    }
    // Nothing is left beside the runs.
    #expect(try folder.entries() == ["one", "three"])
  }

  @Test("Progress is told after each frame of each position", arguments: [false, true])
  func progress(isSingleVideo: Bool) throws {
    let folder = try TemporaryFolder()
    var run = SimulatedRun(try SimulatedRunTests.simulator())
    run.isSingleVideo = isSingleVideo
    run.threads = 2
    let told = Mutex<[Int: [Int]]>([:])
    try run.write(to: folder.path + "/run") { position, frames in
      told.withLock { $0[position, default: []].append(frames) }
    }
    #expect(told.withLock { $0 } == [1: [1, 2, 3, 4], 2: [1, 2, 3, 4], 3: [1, 2, 3, 4]])
  }

  @Test("Lossless videos hold the simulated frames", arguments: [8, 16])
  func lossless(bitDepth: Int) throws {
    let folder = try TemporaryFolder()
    let simulator = try SimulatedRunTests.simulator(bitDepth: bitDepth)
    try SimulatedRun(simulator).write(to: folder.path + "/run")
    var expected: [GrayImage] = []
    simulator.simulate(position: 2) { expected.append($0.image) }
    let recording = try Recording(inputs: [folder.path + "/run"])
    #expect(recording.positions.count == 3)
    var reader = try VideoReader(recording.positions[1].source)
    var image = GrayImage(width: 1, height: 1)
    var index = 0
    while let stamp = try reader.next(into: &image) {
      #expect(stamp.index == index)
      #expect(abs(stamp.time_s - Double(index) / 30) < 1e-9)
      #expect(image == expected[index])
      index += 1
    }
    #expect(index == 4)
  }

  @Test("The run file says what was simulated")
  func runFile() throws {
    var parameters = SimulationParameters.preset(.exosome)
    parameters.name = "quoted \"name\": yes"
    let file = try RunFile.parsing(SimulatedRunFile.yaml(parameters), path: "run.yaml")
    #expect(file.sample == parameters.name)
    #expect(file.pixelSize_um == parameters.pixelSize_um)
    #expect(file.frameRate_hz == 30)
    #expect(file.exposure_s == 0.008)
    #expect(file.temperature_C == 25)
    #expect(file.viscosity_mPas == parameters.viscosity_mPas)
    #expect(file.dilution == 500)
  }

  @Test("A single video holds all positions and needs its header alone")
  func singleVideo() throws {
    let folder = try TemporaryFolder()
    let simulator = try SimulatedRunTests.simulator()
    var run = SimulatedRun(simulator)
    run.isSingleVideo = true
    try run.write(to: folder.path + "/run")
    #expect(
      try folder.entries("run") == ["exosome_size_488.avi", "exosome_size_488.txt", "truth.json"])
    let recording = try Recording(inputs: [folder.path + "/run"])
    #expect(recording.positions.map(\.frames) == [0..<4, 4..<8, 8..<12])
    let header = try #require(recording.header)
    #expect(header.pixelSize_um == 0.713)
    #expect(header.exposure_s == 0.008)
    #expect(header.temperature_C == 25)
    #expect(header.dilution == 500)
    #expect(header.frameRate_hz == 30)
    #expect(header.viscosity_mPas == 0.89)
    var first: [GrayImage] = []
    simulator.simulate(position: 2) { first.append($0.image) }
    let section = recording.positions[1]
    var reader = try VideoReader(section.source, frames: section.frames)
    var image = GrayImage(width: 1, height: 1)
    _ = try reader.next(into: &image)
    #expect(image == first[0])
  }

  @Test("truth.json has its keys, and the diameters of the sample")
  func truth() throws {
    let simulator = try SimulatedRunTests.simulator()
    let json = try SimulationTruth(simulator).json()
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let required: Set = [
      "name", "populations", "temperature_C", "pixel_size_um", "frame_rate_hz", "exposure_s",
      "dilution", "concentration_per_mL", "spoiled_positions", "diameters_nm",
    ]
    #expect(required.isSubset(of: object.keys))
    let populations = try #require(object["populations"] as? [[String: Any]])
    #expect(
      Set(populations[0].keys) == ["kind", "centre_nm", "spread", "per_ml", "index"])
    let count = (1...3).map { simulator.diameters_nm(position: $0).count }.reduce(0, +)
    #expect((object["diameters_nm"] as? [Double])?.count == count)
    let keys = json.matches(of: /"([A-Za-z_]+)":/).map { String($0.1) }
    #expect(keys.filter(required.contains) == keys.filter(required.contains).sorted())
  }

  @Test("The table of paths holds every particle of every frame")
  func tracks() throws {
    let folder = try TemporaryFolder()
    let simulator = try SimulatedRunTests.simulator()
    try TruthTracksTable.write(simulator, to: folder.path + "/tracks.csv")
    let lines = String(decoding: try folder.bytes(of: "tracks.csv"), as: UTF8.self)
      .split(separator: "\n")
    #expect(lines[0] == "position,particle,frame,x,y,z_um,diameter_nm,intensity")
    let count = (1...3).map { simulator.diameters_nm(position: $0).count }.reduce(0, +)
    #expect(lines.count == 1 + 4 * count)
    #expect(lines.dropFirst().allSatisfy { $0.split(separator: ",").count == 8 })
  }

  @Test("An earlier run is only replaced on request, other folders never")
  func overwrite() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/run"
    var run = SimulatedRun(try SimulatedRunTests.simulator())
    try run.write(to: path)
    let before = try folder.bytes(of: "run/truth.json")
    #expect(throws: SimulationError.output(.exists(path: path))) { try run.write(to: path) }
    run.simulator = try Simulator(run.simulator.parameters, seed: 18)
    try run.write(to: path, overwrite: true)
    #expect(try folder.bytes(of: "run/truth.json") != before)
    #expect(throws: SimulationError.notASimulatedRun(path: folder.path)) {
      try run.write(to: folder.path, overwrite: true)
    }
    #expect(try folder.entries() == ["run"])
  }

  @Test("What cannot be written is said, and leaves nothing behind")
  func unwritable() throws {
    let folder = try TemporaryFolder()
    var run = SimulatedRun(try SimulatedRunTests.simulator(bitDepth: 16))
    run.format = SimulatedVideoFormat(.mjpeg)
    #expect(throws: SimulationError.self) { try run.write(to: folder.path + "/deep") }
    run.format = SimulatedVideoFormat(.ffv1, container: .mp4)
    #expect(throws: SimulationError.self) { try run.write(to: folder.path + "/container") }
    run.simulator = try SimulatedRunTests.simulator()
    run.format = SimulatedVideoFormat(.mjpeg, quality: 99)
    #expect(throws: SimulationError.self) { try run.write(to: folder.path + "/quality") }
    try Data().write(to: URL(fileURLWithPath: folder.path + "/file"))
    run.format = SimulatedVideoFormat(.ffv1)
    #expect(throws: SimulationError.self) { try run.write(to: folder.path + "/file/run") }
    #expect(try folder.entries() == ["file"])
  }
}
