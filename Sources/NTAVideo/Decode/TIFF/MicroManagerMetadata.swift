import Foundation

/// What Micro-Manager notes of each picture, as JSON: in a tag of the file, or in `metadata.txt` beside it.
struct MicroManagerMetadata: Equatable {
  /// Time since the acquisition began; nil where it is not noted.
  var elapsed_s: Double?
  /// Edge of a pixel in the sample; nil where the microscope was not calibrated.
  var pixelSize_um: Double?

  /// The private tag that holds the metadata of a picture.
  static let tag: UInt32 = 51123

  /// Largest `metadata.txt` that is read, in bytes.
  private static let fileLimit = 1 << 28

  /// The metadata of one picture; nil if the text is none.
  init?(_ text: String) {
    guard let object = try? JSONSerialization.jsonObject(with: Data(text.utf8)),
      let values = object as? [String: Any]
    else { return nil }
    self.init(values)
  }

  private init?(_ values: [String: Any]) {
    func number(_ key: String) -> Double? {
      let value = values[key]
      return (value as? NSNumber)?.doubleValue ?? (value as? String).flatMap { Double($0) }
    }
    elapsed_s = number("ElapsedTime-ms").flatMap { $0.isFinite && $0 >= 0 ? $0 / 1000 : nil }
    pixelSize_um = number("PixelSizeUm").flatMap { $0.isFinite && $0 > 0 ? $0 : nil }
    if elapsed_s == nil, pixelSize_um == nil { return nil }
  }

  /// The metadata of the pictures of a folder by the names of their files; empty without `metadata.txt`.
  static func pictures(inFolder folder: String) -> [String: MicroManagerMetadata] {
    let path = (folder as NSString).appendingPathComponent("metadata.txt")
    guard let size = try? InputFile.byteCount(of: path), size <= fileLimit,
      let data = FileManager.default.contents(atPath: path),
      let object = try? JSONSerialization.jsonObject(with: data),
      let entries = object as? [String: Any]
    else { return [:] }
    var result: [String: MicroManagerMetadata] = [:]
    for (key, value) in entries {
      guard let values = value as? [String: Any], let picture = MicroManagerMetadata(values) else {
        continue
      }
      let name = values["FileName"] as? String ?? key
      result[(name as NSString).lastPathComponent] = picture
    }
    return result
  }
}
