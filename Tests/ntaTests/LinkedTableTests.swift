import Foundation
import Testing

/// Tables of spots that other programs have found.
struct LinkedTableTests {
  /// Five particles far apart that go a pixel to and fro, as a table of nothing but their places.
  private static let spots =
    "frame,x,y\n"
    + (0..<30).flatMap { frame in
      (0..<5).map { particle in
        "\(frame),\(100 * particle + 50 + (frame + particle) % 2),\(80 + frame % 3)\n"
      }
    }.joined()

  @Test("places alone become tracks, and those sizes")
  func bareTable() throws {
    let folder = NSTemporaryDirectory() + "nta-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Self.spots.write(toFile: folder + "/spots.csv", atomically: true, encoding: .utf8)
    let known = ["--pixel-size", "0.7", "--temperature", "25", "--frame-rate", "30", "--quiet"]
    let tracked = try Program.run(
      ["track", folder + "/spots.csv", "--out", folder + "/tracks.csv"] + known)
    #expect(tracked.code == 0, "\(tracked.errors)")
    let rows = try String(contentsOfFile: folder + "/tracks.csv", encoding: .utf8)
      .split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
    #expect(rows.count == 150)
    #expect(Set(rows.map { $0[1] }).count == 5)
    let sized = try Program.run(
      ["size", folder + "/tracks.csv", "--out", folder + "/result"] + known)
    #expect(sized.code == 0, "\(sized.errors)")
    let particles = try String(contentsOfFile: folder + "/result/particles.csv", encoding: .utf8)
    #expect(particles.split(separator: "\n").count == 1 + 5)
  }
}
