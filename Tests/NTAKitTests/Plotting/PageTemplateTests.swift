import Testing

@testable import NTAKit

struct PageTemplateTests {
  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test("every series of a comparison has a colour of its own")
  func seriesColours() {
    let style = Self.text(PackageResources.comparison_css)
    let colours = (0..<Curve.seriesCount).map { number in
      style.split(separator: "svg .line.series-\(number) { stroke: ").last?.prefix(7) ?? ""
    }
    #expect(Set(colours).count == Curve.seriesCount && colours.allSatisfy { $0.hasPrefix("#") })
    #expect(!style.contains("series-\(Curve.seriesCount)"))
  }

  @Test(
    "nothing is fetched from the network",
    arguments: [
      PackageResources.report_mustache, PackageResources.comparison_mustache,
      PackageResources.snapshot_mustache, PackageResources.plot_mustache,
      PackageResources.marks_mustache, PackageResources.page_css, PackageResources.plot_css,
      PackageResources.comparison_css, PackageResources.hover_js, PackageResources.save_js,
    ])
  func noNetwork(bytes: [UInt8]) {
    let text = Self.text(bytes)
    #expect(!text.isEmpty)
    for word in ["http", "//", "src=", "url(", "@import", "fetch(", "XMLHttp"] {
      #expect(!text.contains(word), "\(word)")
    }
  }
}
