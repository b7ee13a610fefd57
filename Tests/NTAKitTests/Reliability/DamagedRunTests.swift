import _TestSupport
import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// Runs of which a part is damaged.
@Suite("Damaged runs") struct DamagedRunTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func analyzed(_ input: String, positions: Int? = nil, allowDamaged: Bool = false)
    async throws -> RunResult
  {
    var settings = MeasurementSettings.water()
    settings.allowDamaged = allowDamaged
    let recording = try Recording(inputs: [input], positions: positions)
    return try await Pipeline(settings: settings).analyze(recording)
  }

  private func write(_ name: String, frames: Int, encoding: VideoEncoding = .rawGray8) throws {
    try DrawnVideo.write(folder.file(name), frames: frames, encoding: encoding) {
      DrawnVideo.noise(frame: $0, width: 48, height: 32)
    }
  }

  @Test func oneDamagedPositionOfElevenIsRemoved() async throws {
    try FileManager.default.createDirectory(
      atPath: folder.file("run"), withIntermediateDirectories: false)
    for position in 1...11 {
      try write("run/pos\(position).avi", frames: 6, encoding: .mjpeg(quality: 4))
    }
    let bytes = try folder.bytes(of: "run/pos4.avi")
    _ = try folder.write(Array(bytes[..<(bytes.count * 2 / 3)]), to: "run/pos4.avi")
    let result = try await analyzed(folder.file("run"))
    #expect(result.positions.map { $0.removal == .damaged } == (1...11).map { $0 == 4 })
    #expect(result.positions.map { $0.frames == 6 } == (1...11).map { $0 != 4 })
    let warning = try #require(result.warnings.first { $0.code == "DAMAGED" })
    #expect(warning.message.contains("pos4.avi") && warning.message.contains("of 6"))
  }

  @Test func aCutVideoOfManySectionsKeepsTheWholeOnes() async throws {
    try write("whole.avi", frames: 66)
    let bytes = try folder.bytes(of: "whole.avi")
    let path = try folder.write(Array(bytes[..<(bytes.count * 6 / 11)]), to: "cut.avi")
    let strict = try await analyzed(path, positions: 11)
    let isWhole = strict.positions.map { $0.removal != .damaged }
    #expect(isWhole == (1...11).map { $0 <= 5 })
    #expect(strict.positions.prefix(5).allSatisfy { $0.frames == 6 })

    let lenient = try await analyzed(path, positions: 11, allowDamaged: true)
    #expect(lenient.positions.allSatisfy { $0.removal != .damaged })
    #expect(lenient.positions.map(\.frames).reduce(0, +) >= 30)
    #expect(lenient.warnings.contains { $0.code == "DAMAGED" })
    let whole = try await analyzed(folder.file("whole.avi"), positions: 11)
    #expect(whole.positions.allSatisfy { $0.frames == 6 && $0.removal != .damaged })
    #expect(!whole.warnings.contains { $0.code == "DAMAGED" })
  }
}
