import _TestSupport
import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Export to flow-cytometry software")
struct FCSExportTests {
  /// A file of the standard, read by its own rules.
  private struct Parsed {
    var version = ""
    var keywords: [String: String] = [:]
    var events: [[Float]] = []
    var tail: [UInt8] = []

    init(_ bytes: [UInt8]) throws {
      version = String(decoding: bytes[0..<6], as: UTF8.self)
      func offset(_ index: Int) throws -> Int {
        let field = bytes[10 + 8 * index..<18 + 8 * index]
        return try #require(
          Int(String(decoding: field, as: UTF8.self).trimmingCharacters(in: .whitespaces)))
      }
      let text = try bytes[offset(0)...offset(1)]
      let delimiter = try #require(text.first)
      #expect(text.last == delimiter)
      let fields = text.dropFirst().dropLast().split(separator: delimiter).map {
        String(decoding: $0, as: UTF8.self)
      }
      #expect(fields.count % 2 == 0)
      for index in stride(from: 0, to: fields.count - 1, by: 2) {
        keywords[fields[index]] = fields[index + 1]
      }
      let begin = try offset(2)
      let end = try offset(3)
      #expect(keywords["$BEGINDATA"] == "\(begin)" && keywords["$ENDDATA"] == "\(end)")
      let count = try #require(keywords["$PAR"].flatMap { Int($0) })
      if begin > 0 {
        #expect(begin == (try offset(1)) + 1)
        let values = stride(from: begin, to: end, by: 4).map { place in
          Float(
            bitPattern: bytes[place..<place + 4].reversed().reduce(UInt32(0)) {
              $0 << 8 | UInt32($1)
            })
        }
        events = stride(from: 0, to: values.count, by: count).map { Array(values[$0..<$0 + count]) }
      }
      tail = Array(bytes[(begin > 0 ? end + 1 : try offset(1) + 1)...])
    }
  }

  private func written(_ result: RunResult) throws -> Parsed {
    let folder = try TemporaryFolder()
    try ExportFormat.fcs.write(result, to: folder.path)
    return try Parsed(folder.bytes(of: "particles.fcs"))
  }

  @Test("one event a track, every value at its place")
  func events() throws {
    let parsed = try written(TinyRun.result())
    #expect(parsed.version == "FCS3.1")
    #expect(parsed.keywords["$TOT"] == "2" && parsed.keywords["$DATATYPE"] == "F")
    #expect(parsed.keywords["$BYTEORD"] == "1,2,3,4" && parsed.keywords["$MODE"] == "L")
    let names = (1...7).map { parsed.keywords["$P\($0)N"] ?? "" }
    #expect(
      names == [
        "diameter_nm", "intensity", "diffusion_um2_per_s", "frames", "x_um", "y_um", "position",
      ])
    #expect(
      parsed.events == [[98, 31, 4.5, 30, 10, 20.5, 1], [110, 29, 4, 4, 1, 2, 1]])
    #expect(parsed.tail == Array("00000000".utf8))
    for index in 1...7 {
      #expect(parsed.keywords["$P\(index)B"] == "32" && parsed.keywords["$P\(index)E"] == "0,0")
      // The range is above every value of the parameter.
      let range = try #require(parsed.keywords["$P\(index)R"].flatMap { Float($0) })
      #expect(parsed.events.allSatisfy { $0[index - 1] < range })
    }
    #expect(parsed.keywords["$SRC"] == "beads <110> & \"more\"")
    #expect(parsed.keywords["NTA_SAMPLE_PER_ML"] == "100000000000.0")
  }

  @Test("a result of any number of tracks holds together", arguments: [1, 9, 10, 999, 1000, 12345])
  func sizes(count: Int) throws {
    var result = TinyRun.result()
    result.particles = (0..<count).map { index in
      var particle = result.particles[0]
      particle.diameter_nm = Double(index) + 0.5
      return particle
    }
    let parsed = try written(result)
    #expect(parsed.events.map { $0[0] } == (0..<count).map { Float($0) + 0.5 })
  }

  @Test("no particles make a file without events")
  func blank() throws {
    let parsed = try written(TinyRun.blank())
    #expect(parsed.keywords["$TOT"] == "0" && parsed.events.isEmpty)
    // Their length is 0 for readers that reckon it from where they begin and end.
    let places = ["$BEGINDATA", "$ENDDATA"].compactMap { Int(parsed.keywords[$0] ?? "") }
    #expect(places.count == 2 && places[1] - places[0] == -1)
    #expect(parsed.tail == Array("00000000".utf8))
  }

  @Test("control characters in names, and tracks without brightness, do no harm")
  func hostile() throws {
    var result = TinyRun.result()
    result.sample = "a\u{1E}b\u{0}\nµ|/"
    for index in result.particles.indices { result.particles[index].intensity = .nan }
    let parsed = try written(result)
    #expect(parsed.keywords["$SRC"] == "a b  µ|/")
    #expect(parsed.keywords["$PAR"] == "6" && parsed.keywords["$P2N"] == "diffusion_um2_per_s")
    #expect(parsed.events[1] == [110, 4, 4, 1, 2, 1])
  }
}
