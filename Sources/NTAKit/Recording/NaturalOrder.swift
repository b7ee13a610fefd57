import NTAAnalysis
import NTAVideo

/// The order in which people number files: `pos2` before `pos10`.
enum NaturalOrder {
  /// True when the first name precedes the second.
  ///
  /// Runs of ASCII digits compare as numbers, everything else without regard to case; names that
  /// are equal in this sense (`pos1`, `pos01`, `Pos1`) compare by their bytes, so the order is
  /// total.
  static func precedes(_ first: String, _ second: String) -> Bool {
    let a = Array(first.lowercased().utf8)
    let b = Array(second.lowercased().utf8)
    var i = 0
    var j = 0
    while i < a.count, j < b.count {
      if isDigit(a[i]), isDigit(b[j]) {
        let left = number(in: a, from: &i)
        let right = number(in: b, from: &j)
        if left.count != right.count { return left.count < right.count }
        if left != right { return left.lexicographicallyPrecedes(right) }
      } else {
        if a[i] != b[j] { return a[i] < b[j] }
        i += 1
        j += 1
      }
    }
    if a.count - i != b.count - j { return a.count - i < b.count - j }
    return Array(first.utf8).lexicographicallyPrecedes(Array(second.utf8))
  }

  /// Digits without leading zeros; there is no limit on their number.
  private static func number(in bytes: [UInt8], from index: inout Int) -> [UInt8] {
    var digits: [UInt8] = []
    while index < bytes.count, isDigit(bytes[index]) {
      if !digits.isEmpty || bytes[index] != UInt8(ascii: "0") { digits.append(bytes[index]) }
      index += 1
    }
    return digits
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
