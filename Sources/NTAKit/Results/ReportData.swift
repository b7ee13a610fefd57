import Foundation
import NTAAnalysis
import NTAVideo

/// `report-data.json`: the content of the report that is in no other file, so that the report can be
/// redrawn.
struct ReportData: Codable, Sendable, Equatable {
  static let fileName = "report-data.json"

  /// The frame that is shown, with its particles.
  struct Snapshot: Codable, Sendable, Equatable {
    struct Spot: Codable, Sendable, Equatable {
      var x: Double
      var y: Double
      @OrNull var diameter_nm: Double?
    }

    var position: Int
    var frame: Int
    var left_px: Int
    var top_px: Int
    var width: Int
    var height: Int
    /// The picture as a PNG file in base 64.
    var png: String
    var spots: [Spot]
  }

  var schema = "nta.report-data/1"
  var subpixel_x: [Int]
  var subpixel_y: [Int]
  @OrNull var snapshot: Snapshot?

  private enum CodingKeys: String, CodingKey {
    case schema, subpixel_x, subpixel_y
    case snapshot = "still"
  }

  /// The report data of a run.
  init(_ result: RunResult) {
    subpixel_x = result.subpixel?.x ?? []
    subpixel_y = result.subpixel?.y ?? []
    // If the picture cannot be encoded, the report is written without it.
    _snapshot = OrNull(
      wrappedValue: result.snapshot.flatMap { snapshot in
        guard let bytes = try? PNGImage.bytes(of: snapshot.picture) else { return nil }
        return Snapshot(snapshot, png: Data(bytes).base64EncodedString())
      })
  }

  /// The data as UTF-8 text with sorted keys.
  func json() throws(FileError) -> String {
    try JSONText.compact(self)
  }
}

extension ReportData.Snapshot {
  init(_ snapshot: NTAKit.Snapshot, png: String) {
    self.init(
      position: snapshot.position, frame: snapshot.frame, left_px: snapshot.left_px,
      top_px: snapshot.top_px, width: snapshot.picture.width, height: snapshot.picture.height,
      png: png,
      spots: snapshot.spots.map { spot in
        // A hundredth of a pixel is finer than any screen can show.
        Spot(
          x: (100 * spot.x).rounded() / 100, y: (100 * spot.y).rounded() / 100,
          diameter_nm: spot.diameter_nm.map { (10 * $0).rounded() / 10 })
      })
  }
}
