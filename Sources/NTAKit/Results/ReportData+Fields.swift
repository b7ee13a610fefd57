import NTAAnalysis
import NTAVideo

extension ReportData {
  /// The keys of `report-data.json`; `[]` is each entry of a list.
  static let fields = [
    ResultField("schema", "", "name and version of the layout"),
    ResultField("subpixel_x", "", "histogram of the positions of spots within their pixel, in x"),
    ResultField("subpixel_y", "", "the same in y"),
    ResultField("still.position", "", "position of the frame that the report shows"),
    ResultField("still.frame", "", "its number, from 0"),
    ResultField("still.left_px", "px", "left edge of the part that is shown"),
    ResultField("still.top_px", "px", "its top edge"),
    ResultField("still.width", "px", "its width"),
    ResultField("still.height", "px", "its height"),
    ResultField("still.png", "", "the picture as PNG in base 64"),
    ResultField("still.spots[].x", "px", "column of a particle in the picture"),
    ResultField("still.spots[].y", "px", "its row"),
    ResultField("still.spots[].diameter_nm", "nm", "its diameter; null if it was not sized"),
  ]
}
