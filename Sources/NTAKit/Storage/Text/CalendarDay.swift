import NTAAnalysis
import NTAVideo

/// Days of the Gregorian calendar, written `yyyy-mm-dd`.
enum CalendarDay {
  /// Days since 1 March of the year 0; `nil` for a text that is no valid date.
  static func number(_ text: String) -> Int? {
    let fields = text.split(separator: "-").compactMap { Int($0) }
    guard fields.count == 3, (1...9999).contains(fields[0]), (1...12).contains(fields[1]) else {
      return nil
    }
    let isLeap = fields[0] % 4 == 0 && (fields[0] % 100 != 0 || fields[0] % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard (1...lengths[fields[1] - 1]).contains(fields[2]) else { return nil }
    let year = fields[1] > 2 ? fields[0] : fields[0] - 1
    let month = (fields[1] + 9) % 12
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + fields[2] - 1
  }
}
