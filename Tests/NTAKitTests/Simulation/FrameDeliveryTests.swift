import Foundation
import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Frame delivery")
struct FrameDeliveryTests {
  /// For each frame in the file, the numbers of the camera's frames in its even and odd rows.
  private static func delivered(
    _ conditions: [String], frames: Int, rate_hz: Double = 30, seed: UInt64 = 1
  ) throws -> [[Int]] {
    var parameters = SimulatorTests.parameters(.blank)
    parameters.frames = frames
    parameters.frameRate_hz = rate_hz
    parameters.conditions = try conditions.map { try SimulatedCondition($0) }
    var delivery = FrameDelivery(parameters, generator: SeededGenerator(seed: seed))
    return (0..<frames).flatMap { frame in
      delivery.receive(GrayImage(width: 1, height: 2, filledWith: UInt16(frame)))
        .map { $0.pixels.map(Int.init) }
    }
  }

  private static func numbers(
    _ conditions: String..., frames: Int, rate_hz: Double = 30, seed: UInt64 = 1
  ) throws -> [Int] {
    try delivered(conditions, frames: frames, rate_hz: rate_hz, seed: seed).map { $0[0] }
  }

  @Test("Frames are lost at equal distances")
  func lost() throws {
    #expect(
      try FrameDeliveryTests.numbers("lost-frames:4", frames: 9) == [0, 1, 2, 4, 5, 6, 8])
  }

  @Test("Frames are lost at random places, always as many")
  func lostRandomly() throws {
    let first = try FrameDeliveryTests.numbers("random-lost-frames:0.1", frames: 200)
    let second = try FrameDeliveryTests.numbers("random-lost-frames:0.1", frames: 200, seed: 2)
    #expect(first.count == 180 && second.count == 180)
    #expect(first != second)
    #expect(first == first.sorted() && Set(first).count == 180)
  }

  @Test("A frame is replaced by the one before it")
  func repeated() throws {
    #expect(
      try FrameDeliveryTests.numbers("repeated-frames:3", frames: 7) == [0, 1, 1, 3, 4, 4, 6])
  }

  @Test("A file of another rate shows the latest frame at each time")
  func fileRate() throws {
    #expect(
      try FrameDeliveryTests.numbers("file-rate:60", frames: 3) == [0, 0, 1, 1, 2, 2])
    #expect(
      try FrameDeliveryTests.numbers("file-rate:30", frames: 8, rate_hz: 24)
        == [0, 0, 1, 2, 3, 4, 4, 5, 6, 7])
    #expect(
      try FrameDeliveryTests.numbers("file-rate:25", frames: 12) == [0, 1, 2, 3, 4, 6, 7, 8, 9, 10])
  }

  @Test("Telecine weaves four frames into five")
  func telecine() throws {
    #expect(
      try FrameDeliveryTests.delivered(["telecine"], frames: 8, rate_hz: 24)
        == [
          [0, 0], [1, 1], [1, 2], [2, 3], [3, 3], [4, 4], [5, 5], [5, 6], [6, 7], [7, 7],
        ])
  }

  @Test("The videos have the rate of the file, and the settings state none")
  func recorded() throws {
    let folder = try TemporaryFolder()
    var parameters = SimulatorTests.parameters(.exosome)
    parameters.positions = 1
    parameters.conditions = [try SimulatedCondition("file-rate:60")]
    try SimulatedRun(try Simulator(parameters, seed: 1)).write(to: folder.path + "/run")
    let recording = try Recording(inputs: [folder.path + "/run"])
    var reader = try VideoReader(recording.positions[0].source)
    var image = GrayImage(width: 1, height: 1)
    var images: [GrayImage] = []
    while let stamp = try reader.next(into: &image) {
      #expect(abs(stamp.time_s - Double(images.count) / 60) < 1e-9)
      images.append(image)
    }
    #expect(images.count == 8)
    #expect(images[0] == images[1] && images[1] != images[2] && images[2] == images[3])
    #expect(!SimulatedRunFile.yaml(parameters).contains("frame_rate_hz"))
  }

  @Test("Two conversions of the rate are refused")
  func twoRates() throws {
    var parameters = SimulatorTests.parameters(.blank)
    parameters.conditions = [
      try SimulatedCondition("file-rate:60"), try SimulatedCondition("telecine"),
    ]
    #expect(throws: SimulationError.self) { try Simulator(parameters, seed: 1) }
  }
}
