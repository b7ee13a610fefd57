import Foundation
import NTAAnalysis
import NTAKit
import NTAVideo

/// Repeats work in one process, and says how much memory it holds.
///
/// `soak analyze RUN N`: N whole measurements, and their bytes compared.
/// `soak open FILE N`: opens a video N times and reads its first frame, for valgrind.
/// `soak encode N`: writes and reads videos of every encoding, twice with equal bytes, N times.
/// `soak table ROWS`: reads a track table of that many rows.
@main struct Soak {
  static func main() async throws {
    let words = CommandLine.arguments
    switch (words.count, words.dropFirst().first) {
    case (4, "analyze"): try await analyze(words[2], times: Int(words[3]) ?? 200)
    case (4, "open"): try open(words[2], times: Int(words[3]) ?? 1000)
    case (3, "encode"): try encode(times: Int(words[2]) ?? 1)
    case (3, "table"): try table(rows: Int(words[2]) ?? 1_000_000)
    default:
      print("usage: soak analyze RUN N | soak open FILE N | soak encode N | soak table ROWS")
      exit(64)
    }
  }

  private static func analyze(_ path: String, times: Int) async throws {
    let folder = NSTemporaryDirectory() + "nta-soak-\(getpid())"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var first: Data?
    var early = 0
    for time in 1...times {
      let recording = try Recording(inputs: [path])
      let resolved = try SettingsResolver.resolve(
        options: SettingOptions(), recording: recording)
      var settings = resolved.settings
      // One after the other, whatever their number, the same bytes.
      settings.threads = [1, 2, 8][time % 3]
      let result = try await Pipeline(settings: settings, keepsTracks: true).analyze(recording)
      var log = RunLog()
      log.add("run \(time)")
      try ResultFolder(folder).write(result, log: log, overwrite: time > 1, tracks: true)
      var bytes = Data()
      for name in ["summary.json", "distribution.csv", "particles.csv", "tracks.csv"] {
        bytes += try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
      }
      if let first, first != bytes {
        print("run \(time) with \(settings.threads) threads gave other bytes")
        exit(1)
      }
      first = bytes
      let now = residentMegabytes()
      if time == max(times / 10, 1) { early = now }
      if time % max(times / 20, 1) == 0 { print("run \(time): \(now) MB") }
    }
    let growth = residentMegabytes() - early
    print("\(times) runs, \(growth) MB more than after \(max(times / 10, 1))")
    // What the allocator holds on to differs from run to run by some megabytes.
    exit(growth > 30 ? 1 : 0)
  }

  private static func open(_ path: String, times: Int) throws {
    var image = GrayImage(width: 1, height: 1)
    for _ in 0..<times {
      var reader = try VideoReader(.file(path: path), frameRate_hz: 30)
      _ = try reader.next(into: &image)
    }
    print("opened \(times) times, \(residentMegabytes()) MB")
  }

  /// Sides that are and are not multiples of the encoders' blocks: what lies beyond the picture in
  /// the planes must not get into the file, nor decide anything.
  private static func encode(times: Int) throws {
    let folder = NSTemporaryDirectory() + "nta-soak-\(getpid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let gray: [(String, VideoEncoding)] = [
      ("avi", .ffv1), ("mkv", .ffv1Deep), ("avi", .rawGray8), ("avi", .mjpeg(quality: 1)),
      ("mp4", .h264(crf: 4)), ("mp4", .mpeg4(quality: 1)), ("png", .png), ("png", .pngDeep),
    ]
    let colour: [(String, VideoEncoding)] = [
      ("mp4", .colorH264(crf: 18)), ("mov", .colorMPEG4(quality: 3)), ("png", .colorPNG),
    ]
    for _ in 0..<times {
      for (width, height) in [(37, 23), (64, 48), (66, 50)] {
        for (ending, encoding) in gray + colour {
          let isColour = colour.contains { $0.1 == encoding }
          if isColour, !width.isMultiple(of: 2) || !height.isMultiple(of: 2) { continue }
          let paths = [1, 2].map { "\(folder)/\($0).\(ending)" }
          for path in paths {
            try write(path, width: width, height: height, encoding, isColour: isColour)
          }
          let bytes = try paths.map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
          guard bytes[0] == bytes[1] else {
            print("\(encoding), \(width) x \(height): equal frames gave other bytes")
            exit(1)
          }
          try read(paths[0])
        }
      }
    }
    print("encoded \(times) times, \(residentMegabytes()) MB")
  }

  private static func write(
    _ path: String, width: Int, height: Int, _ encoding: VideoEncoding, isColour: Bool
  ) throws {
    var writer = try VideoWriter(
      path: path, width: width, height: height, frameRate_hz: 30, encoding: encoding)
    for frame in 0..<(path.hasSuffix("png") ? 1 : 8) {
      if isColour {
        try writer.append(
          ColorImage(width: width, height: height, filledWith: Color(gray: UInt8(20 * frame))))
      } else {
        var image = GrayImage(width: width, height: height)
        for index in image.pixels.indices {
          image.pixels[index] = UInt16((index &* 7919 + frame * 31) % 251)
        }
        try writer.append(image)
      }
    }
    try writer.finish()
  }

  private static func read(_ path: String) throws {
    var reader = try VideoReader(.file(path: path), frameRate_hz: 30)
    var image = GrayImage(width: 1, height: 1)
    var sum = 0
    while try reader.next(into: &image) != nil { sum += image.pixels.reduce(0) { $0 + Int($1) } }
    // A decision, so that a sample that was never written is found here.
    if sum == 1 { print(path) }
  }

  private static func table(rows: Int) throws {
    let path = NSTemporaryDirectory() + "nta-soak-\(getpid()).csv"
    defer { try? FileManager.default.removeItem(atPath: path) }
    var text = "particle,frame,x,y\n"
    for row in 0..<rows { text += "\(row / 60),\(row % 60),\(row % 640).25,\(row % 480).5\n" }
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    let start = ContinuousClock.now
    let tracks = try TrackTable.read(path, frameRate_hz: 30)
    let points = tracks.reduce(0) { $0 + $1.tracks.reduce(0) { $0 + $1.points.count } }
    print("\(points) rows in \(start.duration(to: .now)), \(residentMegabytes()) MB")
    exit(points == rows ? 0 : 1)
  }

  private static func residentMegabytes() -> Int {
    let words = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?
      .split(separator: " ")
    return (words.flatMap { Int($0[1]) } ?? 0) * 4096 / 1_000_000
  }
}
