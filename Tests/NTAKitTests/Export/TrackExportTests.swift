import _TestSupport
import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Exports of tracks")
struct TrackExportTests {
  /// Two positions of three frames with two tracks each, at 2 frames a second and 0.713 µm a pixel.
  private func result() -> RunResult {
    func track(_ particle: Int, _ x: Float) -> Track {
      Track(
        particle: particle,
        points: [
          TrackPoint(frame: 0, x: x, y: 2, intensity: 30, variance: 0.04),
          TrackPoint(frame: 2, x: x + 0.5, y: 2.25, intensity: 32, variance: .nan),
        ])
    }
    var result = TinyRun.result()
    result.tracking.spotSigma_px = 2
    result.tracks = (1...2).map { position in
      PositionTracks(
        position: position, frameTimes_s: [0, 0.5, 1],
        tracks: [track(1, Float(10 * position)), track(2, Float(10 * position + 5))])
    }
    return result
  }

  private func text(_ format: ExportFormat, _ result: RunResult) throws -> (String, [String]) {
    let folder = try TemporaryFolder()
    try format.write(result, to: folder.path)
    let text = String(decoding: try folder.bytes(of: format.fileNames[0]), as: UTF8.self)
    return (text, text.split(separator: "\n").map(String.init))
  }

  @Test("trackpy's columns: all light of a Gaussian spot, its radius of gyration, unique particles")
  func trackpy() throws {
    let (_, lines) = try text(.trackpy, result())
    #expect(lines[0] == "y,x,mass,size,signal,ep,frame,particle,position")
    #expect(lines.count == 9)
    let first = lines[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    #expect(Array(first[0...1]) == ["2.0", "10.0"] && Array(first[6...8]) == ["0", "0", "1"])
    // Height x 2 pi sigma², and sigma x sqrt 2.
    #expect(abs((Double(first[2]) ?? 0) - 30 * 2 * Double.pi * 4) < 1e-9)
    #expect(abs((Double(first[3]) ?? 0) - 8.0.squareRoot()) < 1e-12)
    #expect(abs((Double(first[5]) ?? 0) - 0.2) < 1e-7)
    #expect(lines[2].contains(",,2,0,1"))
    let particles = lines.dropFirst().map {
      $0.split(separator: ",").suffix(2).joined(separator: ",")
    }
    #expect(particles == ["0,1", "0,1", "1,1", "1,1", "2,2", "2,2", "3,2", "3,2"])
  }

  @Test("what trackpy gets is read back as the same tracks")
  func trackpyRoundTrip() throws {
    let folder = try TemporaryFolder()
    let result = result()
    try ExportFormat.trackpy.write(result, to: folder.path)
    let read = try TrackTable(folder.file("trackpy.csv")).tracks(frameRate_hz: 2)
    #expect(read.map(\.position) == [1, 2])
    #expect(read.map(\.frameTimes_s) == result.tracks.map(\.frameTimes_s))
    for (a, b) in zip(read, result.tracks) {
      #expect(a.tracks.map { $0.points.map(\.x) } == b.tracks.map { $0.points.map(\.x) })
      #expect(a.tracks.map { $0.points.map(\.frame) } == b.tracks.map { $0.points.map(\.frame) })
    }
  }

  @Test("TrackMate's four lines of header, µm, and frames that run on")
  func trackMate() throws {
    let (_, lines) = try text(.trackmate, result())
    #expect(
      lines[0]
        == "LABEL,ID,TRACK_ID,QUALITY,POSITION_X,POSITION_Y,POSITION_Z,POSITION_T,FRAME,RADIUS,"
        + "VISIBILITY")
    #expect(lines[3] == ",,,(quality),(micron),(micron),(micron),(sec),,(micron),")
    let rows = lines.dropFirst(4).map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(rows.count == 8 && rows.allSatisfy { $0.count == 11 })
    // The importer takes ID, track and frame for whole numbers.
    #expect(rows.map { $0[1] } == (0..<8).map { "\($0)" })
    #expect(rows.map { $0[2] } == ["0", "0", "1", "1", "2", "2", "3", "3"])
    #expect(rows.map { $0[8] } == ["0", "2", "0", "2", "3", "5", "3", "5"])
    #expect(rows.map { $0[7] } == ["0.0", "1.0", "0.0", "1.0", "1.5", "2.5", "1.5", "2.5"])
    #expect(abs((Double(rows[0][4]) ?? 0) - 7.13) < 1e-12)
    // Every number is one: the importer skips lines with empty fields.
    #expect(rows.allSatisfy { $0.dropFirst().allSatisfy { Double($0) != nil } })
  }

  @Test("what TrackMate gets is read back with its unit and times")
  func trackMateRoundTrip() throws {
    let folder = try TemporaryFolder()
    try ExportFormat.trackmate.write(result(), to: folder.path)
    let table = try TrackTable(folder.file("trackmate.csv"))
    #expect(table.hasLengths)
    let read = try table.tracks()
    let tracks = try #require(read.first).tracks
    #expect(read.count == 1 && tracks.count == 4)
    #expect(read[0].frameTimes_s.count == 6)
    for (found, x) in zip(tracks, [Float(10), 15, 20, 25]) {
      #expect(abs(found.points[0].x - 0.713 * x) < 1e-5)
      #expect(abs(found.points[1].x - 0.713 * (x + 0.5)) < 1e-5)
    }
  }

  @Test("several layouts are written beside each other, and replaced as part of the result")
  func several() throws {
    let folder = try TemporaryFolder()
    let target = ResultFolder(folder.file("out"))
    let all = ExportFormat.allCases
    try target.write(result(), log: RunLog(), exports: all)
    let names = try folder.entries("out")
    for name in all.flatMap(\.fileNames) { #expect(names.contains(name), "\(name)") }
    try target.write(result(), log: RunLog(), overwrite: true)
    #expect(try !folder.entries("out").contains("particles.fcs"))
  }
}
