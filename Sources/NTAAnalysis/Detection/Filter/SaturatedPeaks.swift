/// Merges the peaks of one saturated spot.
///
/// On a saturated plateau, noise and rounding often give the band-pass several maxima for one spot.
enum SaturatedPeaks {
  /// Keeps only the highest of the peaks on each plateau.
  ///
  /// - Parameters:
  ///   - peaks: in reading order.
  ///   - image: the frame as recorded.
  ///   - saturation: grey level from which samples count as saturated.
  ///   - reach: largest distance between two peaks of a plateau in rows and columns, px.
  static func merge(
    _ peaks: inout [Peak], in image: borrowing GrayImage, saturation: Float, reach: Int
  ) {
    guard saturation.isFinite else { return }
    let level = UInt16(min(saturation, Float(UInt16.max)))
    var isLesser = [Bool](repeating: false, count: peaks.count)
    for i in peaks.indices {
      var k = i + 1
      while k < peaks.count, peaks[k].y - peaks[i].y <= reach {
        if abs(peaks[k].x - peaks[i].x) <= reach, areJoined(peaks[i], peaks[k], image, level) {
          isLesser[peaks[k].response > peaks[i].response ? i : k] = true
        }
        k += 1
      }
    }
    guard isLesser.contains(true) else { return }
    peaks.removeAll(marked: isLesser)
  }

  /// True if the pixels half-way between two peaks are saturated.
  private static func areJoined(
    _ a: Peak, _ b: Peak, _ image: borrowing GrayImage, _ level: UInt16
  ) -> Bool {
    image[(a.x + b.x) / 2, (a.y + b.y) / 2] >= level
      && image[(a.x + b.x + 1) / 2, (a.y + b.y + 1) / 2] >= level
  }
}
