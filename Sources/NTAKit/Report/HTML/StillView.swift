/// The still frame as its template sees it: a picture with circles over it.
struct StillView {
  // The names are those of the template.
  let width: Int
  let height: Int
  let png: String
  let position: Int
  let frame: Int
  let count: Int
  let spots: [[String: String]]
  let low: String
  let high: String

  init(_ still: ReportData.Still) {
    width = still.width
    height = still.height
    // Only the letters of base 64 may reach the page unescaped.
    png = still.png.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "+/=".contains($0)) }
    position = still.position
    frame = still.frame
    count = still.spots.count
    let colors = DiameterColors(diameters_nm: still.spots.compactMap(\.diameter_nm))
    low = SettingText.plain(colors.range_nm.lowerBound)
    high = SettingText.plain(colors.range_nm.upperBound)
    spots = still.spots.map { spot in
      let color =
        spot.diameter_nm.map { colors.color(diameter_nm: $0) } ?? DiameterColors.unsized
      return [
        "x": NumberText.fixed(spot.x + 0.5, decimals: 1),
        "y": NumberText.fixed(spot.y + 0.5, decimals: 1),
        "color": "rgb(\(color.red),\(color.green),\(color.blue))",
        "note": spot.diameter_nm.map { "\(NumberText.significant($0)) nm" } ?? "not sized",
      ]
    }
  }
}
