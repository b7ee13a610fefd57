import Foundation
import NTAAnalysis
import NTAVideo

/// The `.nano` file that a NanoSight's software writes beside the videos of a sample.
///
/// Sections in brackets hold lines `Key=value`. Keys that describe the liquid or the camera have one value
/// per video, separated by commas.
struct NanoSightRunFile: Sendable {
  /// Largest accepted file, in bytes; typical files have about 2 kB.
  private static let sizeLimit = 1 << 20
  /// The section that every such file has.
  private static let mark = "[CaptureSettings]"

  /// A number that the header of an instrument has, too.
  private struct Quantity {
    let key: String
    let setting: String
    let value: any WritableKeyPath<InstrumentHeader, Double?> & Sendable
    /// Unit of the header's value per unit of the file's.
    var unit = 1.0
    /// Largest difference between videos whose values are averaged, in the header's unit.
    var spread = 0.0
  }

  private static let quantities = [
    Quantity(
      key: "Temperature", setting: "temperature_C", value: \.temperature_C, spread: 2),
    Quantity(
      key: "Viscosity", setting: "viscosity_mPas", value: \.viscosity_mPas, spread: 0.05),
    Quantity(key: "DilutionFactor", setting: "dilution", value: \.dilution),
    Quantity(key: "PixelSize", setting: "pixel_size_um", value: \.pixelSize_um, unit: 1e-3),
    Quantity(key: "Shutter", setting: "exposure_s", value: \.exposure_s, unit: 1e-3),
    Quantity(key: "FramesPerSecond", setting: "frame_rate_hz", value: \.frameRate_hz),
  ]

  /// Path of the file.
  let path: String
  /// Names of the videos without folders and extensions, in small letters.
  let videos: [String]
  /// Text by key; the first of a key counts.
  private let texts: [String: String]

  /// Reads a file.
  ///
  /// - Throws: ``InstrumentFileError`` for a file that cannot be read or is of another kind.
  init(path: String) throws(InstrumentFileError) {
    let bytes: [UInt8]
    do throws(SmallFile.Problem) {
      bytes = try SmallFile.bytes(of: path, limit: Self.sizeLimit)
    } catch {
      switch error {
      case .unreadable(let reason): throw .unreadable(path: path, reason: reason)
      case .tooLarge(let bytes):
        throw .malformedRunFile(path: path, problem: "\(bytes) bytes are too many")
      }
    }
    try self.init(parsing: InstrumentText.decoding(bytes), path: path)
  }

  /// Reads the text of a file; `path` is for messages.
  init(parsing text: String, path: String) throws(InstrumentFileError) {
    self.path = path
    var sections: Set<String> = []
    var section = ""
    var videos: [String] = []
    var texts: [String: String] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      let line = line.trimmingCharacters(in: .whitespaces)
      if line.hasPrefix("[") {
        section = line
        sections.insert(section)
      } else if section == "[Filenames]" {
        if !line.isEmpty { videos.append(Self.video(line)) }
      } else if let equals = line.firstIndex(of: "=") {
        let key = line[..<equals].trimmingCharacters(in: .whitespaces)
        let value = line[line.index(after: equals)...].trimmingCharacters(in: .whitespaces)
        texts[key] = texts[key] ?? value
      }
    }
    guard sections.contains(Self.mark) else {
      throw .malformedRunFile(path: path, problem: "the section \(Self.mark) is missing")
    }
    self.videos = videos
    self.texts = texts
  }

  /// How a video is named in ``videos``: converted to another container, it is still the same.
  static func video(_ path: String) -> String {
    let name = path.split(whereSeparator: { "/\\".contains($0) }).last.map(String.init) ?? path
    return (name as NSString).deletingPathExtension.lowercased()
  }

  /// What the file states of some of its videos.
  ///
  /// Temperatures and viscosities that differ little are averaged. Anything else is one value for all of
  /// these videos, or else unreadable.
  ///
  /// - Parameter names: paths of the videos; if the file names none of them, all of its values count.
  /// - Returns: the header.
  func header(of names: [String]) -> InstrumentHeader {
    let wanted = Set(names.map(Self.video))
    let named = videos.indices.filter { wanted.contains(videos[$0]) }
    let columns = named.isEmpty ? Array(videos.indices) : named
    var header = InstrumentHeader(path: path, profile: "nanosight")
    header.sample = text("SampleName")
    header.electrolyte = text("Diluent")
    header.date = date
    // Each video is a position of its own.
    header.positions = 1
    header.statesViscosityOfWater = number("WaterViscosity", columns) == 1
    header.sensitivity = number("CameraLevel", columns)
    for quantity in Self.quantities {
      let number = number(quantity.key, columns, spread: quantity.spread / quantity.unit)
      header[keyPath: quantity.value] = number.map { $0 * quantity.unit }
      guard number == nil, let text = text(quantity.key), text.contains(where: \.isNumber) else {
        continue
      }
      header.unreadable.append(
        InstrumentHeader.UnreadableValue(
          setting: quantity.setting, key: quantity.key, text: text))
    }
    return header
  }

  private func text(_ key: String) -> String? {
    texts[key].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The positive number that some videos have in common; `nil` if there is none, or if they differ.
  private func number(_ key: String, _ columns: [Int], spread: Double = 0) -> Double? {
    guard let values = text(key).flatMap(numbers) else { return nil }
    let some = values.count == 1 ? values : columns.map { values[$0] }
    guard let least = some.min(), let most = some.max(), least > 0,
      most - least <= max(spread, 1e-6 * most)
    else { return nil }
    return some.reduce(0, +) / Double(some.count)
  }

  /// One number per video, or one for all; `nil` if a field is none, or their count is another.
  private func numbers(_ text: String) -> [Double]? {
    var fields = text.split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.trimmingCharacters(in: .whitespaces) }
    if videos.count > 0, fields.count == 2 * videos.count {
      // The comma is the decimal separator as well.
      fields = stride(from: 0, to: fields.count, by: 2).map { "\(fields[$0]).\(fields[$0 + 1])" }
    }
    let values = fields.compactMap { Double($0) }.filter(\.isFinite)
    guard values.count == fields.count, [1, videos.count].contains(values.count) else {
      return nil
    }
    return values
  }

  /// The day in the name of the file, or else that of `TimeCaptured` if it can be read in one way only.
  private var date: String? {
    let name = (path as NSString).lastPathComponent
    if let day = name.firstMatch(of: /\d{4}-\d{2}-\d{2}/).map({ String($0.0) }),
      CalendarDay.number(day) != nil
    {
      return day
    }
    guard let time = text("TimeCaptured"),
      let found = time.firstMatch(of: /(\d{1,2})\/(\d{1,2})\/(\d{4})/),
      let first = Int(found.1), let second = Int(found.2),
      first > 12 || second > 12 || first == second
    else { return nil }
    let (day, month) = second > 12 ? (second, first) : (first, second)
    func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let text = "\(found.3)-\(twoDigits(month))-\(twoDigits(day))"
    return CalendarDay.number(text) == nil ? nil : text
  }
}
