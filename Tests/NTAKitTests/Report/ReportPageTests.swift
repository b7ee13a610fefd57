import _TestSupport
import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

struct ReportPageTests {
  @Test("texts of the user are escaped, and the page needs no network")
  func escaping() throws {
    let temporary = try TemporaryFolder()
    let folder = ResultFolder("\(temporary.path)/out")
    try folder.write(TinyRun.result(), log: RunLog())
    let page = try TemporaryFolder.read("\(folder.path)/report.html")
    #expect(page.contains("beads &lt;110&gt; &amp; &quot;more&quot;"))
    #expect(!page.contains("<110>"))
    #expect(!page.contains("http://") && !page.contains("https://") && !page.contains("src="))
    #expect(!page.contains("{{") && !page.contains("}}"))
  }

  @Test("a report drawn again is the same to the last byte", arguments: [false, true])
  func redrawn(isBlank: Bool) throws {
    let temporary = try TemporaryFolder()
    let folder = ResultFolder("\(temporary.path)/out")
    try folder.write(isBlank ? TinyRun.blank() : TinyRun.result(), log: RunLog())
    let first = try TemporaryFolder.read("\(folder.path)/report.html")
    try folder.redrawReport()
    #expect(try TemporaryFolder.read("\(folder.path)/report.html") == first)
    #expect(first.contains("No particles were found.") == isBlank)
  }

  @Test("each plot shows what it should")
  func plots() throws {
    let temporary = try TemporaryFolder()
    let folder = ResultFolder("\(temporary.path)/out")
    try folder.write(TinyRun.result(), log: RunLog())
    let content = try folder.content()
    let plot = try #require(content.sizePlot(.logarithmic))
    #expect(plot.marks.count == 4)
    #expect(plot.marks.last == .rule(x: 100, label: "100 nm"))
    guard case .points(let points) = try #require(content.profilePlots.first).marks.last else {
      Issue.record("the profile has no points")
      return
    }
    #expect(points.map(\.isMuted) == [false, true])
    guard case .band(_, let lower, let upper) = content.profilePlots[0].marks[0] else {
      Issue.record("the counts have no band")
      return
    }
    // One position is used, with 12.5 particles per frame.
    #expect(abs(lower[0] - (12.5 - 1.96 * 12.5.squareRoot())) < 1e-9)
    #expect(abs(upper[0] - (12.5 + 1.96 * 12.5.squareRoot())) < 1e-9)
    #expect(content.displacementPlot == nil)
  }

  @Test("the profile, the qualities and the picture are drawn where there is something to draw")
  func figures() throws {
    let temporary = try TemporaryFolder()
    let folder = ResultFolder("\(temporary.path)/out")
    for (result, plots, stills) in [(TinyRun.pictured(), 13, 1), (TinyRun.blank(), 0, 0)] {
      try folder.write(result, log: RunLog(), overwrite: true)
      let page = try TemporaryFolder.read("\(folder.path)/report.html")
      #expect(page.components(separatedBy: "<svg class=\"plot\"").count - 1 == plots)
      #expect(page.components(separatedBy: "<svg class=\"still\"").count - 1 == stills)
      #expect(page.components(separatedBy: "<circle cx=").count - 1 == stills)
      #expect(page.contains("save as ") && !page.contains("{{"))
    }
  }

  @Test("why a position was left out is said in words")
  func reasons() throws {
    let temporary = try TemporaryFolder()
    let folder = ResultFolder("\(temporary.path)/out")
    try folder.write(TinyRun.result(), log: RunLog())
    let page = try TemporaryFolder.read("\(folder.path)/report.html")
    #expect(page.contains(">MIN_TRACKS: too few tracks could be sized.<"))
    #expect(!page.contains("MAX_DRIFT:"))
  }

  @Test("particles between two diameters are counted by parts of the bins")
  func share() throws {
    let temporary = try TemporaryFolder()
    let folder = ResultFolder("\(temporary.path)/out")
    try folder.write(TinyRun.result(), log: RunLog())
    // Bins of 50 to 200 nm (a quarter) and 200 to 800 nm: half of each by logarithm.
    let share = try folder.content().distribution.share(in: 100...400)
    #expect(abs(share - 0.5) < 1e-12)
  }
}

struct ReportTextTests {
  @Test("the command names what came from the command line, and no more")
  func command() {
    let summary = SummaryDocument(TinyRun.result())
    #expect(RepeatCommand.text(summary) == "nta analyze . --out ../result --temperature 24.5")
  }

  @Test("the command has instrument, viscosity model and limits of positions")
  func wholeCommand() throws {
    var result = TinyRun.result()
    result.settings.instrument = Setting(
      RecordedInstrument(
        try CalibrationFolder(path: nil).instrument("zetaview"), header: nil), from: .commandLine)
    result.settings.viscosityModel = Setting(.zetaview, from: .commandLine)
    result.settings.minimumTracks = Setting(9, from: .commandLine)
    #expect(
      RepeatCommand.text(SummaryDocument(result))
        == "nta analyze . --out ../result --instrument zetaview --temperature 24.5 "
        + "--viscosity-model zetaview --min-tracks 9")
    result.settings.viscosityModel = nil
    result.settings.viscosity_mPas = Setting(0.9, from: .commandLine)
    #expect(!RepeatCommand.text(SummaryDocument(result)).contains("--viscosity-model"))
  }

  @Test("a file name with blanks and quotes is one word of the command")
  func quoted() {
    var result = TinyRun.result()
    result.videos = ["it's one.avi"]
    let text = RepeatCommand.text(SummaryDocument(result))
    #expect(
      text.hasPrefix("nta analyze 'it'\\''s one.avi' --out ../result --positions 2 --cycles 1"))
  }

  @Test("the methods paragraph has the numbers of the result")
  func methods() {
    let text = MethodsText.paragraph(SummaryDocument(TinyRun.result()))
    for part in [
      "dilution of 1:1000", "2 positions of the cell (59 to 60 frames each)", "1 was used",
      "mode 100 nm (95.0 to 105 nm)", "1.00 × 10¹¹ (0.90 – 1.10 × 10¹¹)", "24.5 °C",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(MethodsText.paragraph(SummaryDocument(TinyRun.blank())).contains("nothing to report"))
  }

  @Test("a blank says how it was recorded, why nothing is drawn, and what was left out")
  func blank() throws {
    var result = TinyRun.blank()
    result.positions[0].removal = .minTracks
    result.tracking.count = 7
    let summary = SummaryDocument(result)
    let text = MethodsText.paragraph(summary)
    for part in ["undiluted", "2 positions of the cell"] where result.settings.dilution.value == 1 {
      #expect(text.contains(part), "\(part)")
    }
    #expect(text.contains("2 positions of the cell") && text.contains("among 7 tracks"))
    let items = ReportingItems.all(summary)
    #expect(items.contains { $0.text.hasSuffix("left out: all (MIN_TRACKS)") })
    let page = try ReportPage.render(
      ReportContent(summary: summary, distribution: .empty, particles: [], data: nil))
    #expect(page.contains("There is no size distribution: 0 of 7 tracks"))
  }

  @Test(
    "names of files leave out a long common beginning, up to a mark between words",
    arguments: [
      (["exosome_pos01.avi", "exosome_pos02.avi"], "", "exosome_pos02.avi"),
      (
        ["a long name, 2nd_pos01.avi", "a long name, 2nd_pos12.avi"], "a long name, 2nd_",
        "…pos12.avi"
      ),
      (["alongnamewithoutmarks1", "alongnamewithoutmarks2"], "", "alongnamewithoutmarks2"),
      (["the only file of its run.avi"], "", "the only file of its run.avi"), ([""], "", ""),
      (
        ["short.avi", "one of a very long name without brothers.avi"], "",
        "one of a ver…t brothers.avi"
      ),
    ])
  func names(_ names: [String], beginning: String, last: String) {
    // A beginning of no length is not told of.
    var result = TinyRun.result()
    for (index, name) in names.prefix(2).enumerated() { result.positions[index].file = name }
    if names.count == 1 { result.positions.removeLast() }
    let page = try? ReportPage.render(
      ReportContent(
        summary: SummaryDocument(result), distribution: .empty, particles: [], data: nil))
    #expect(page?.contains("in place of “…”") == !beginning.isEmpty)
    let short = ShortNames(names)
    #expect(short.commonPrefix == beginning && short.text(names[names.count - 1]) == last)
  }

  @Test("what decoded the recording is named, and nothing where a table was read")
  func versions() {
    var result = TinyRun.result()
    #expect(SummaryDocument(result).software.ffmpeg?.isEmpty == false)
    result.videos = []
    #expect(SummaryDocument(result).software.ffmpeg == nil)
  }

  @Test("chance tracks of a blank have no line; blur beyond the noise starts it on the axis")
  func displacementLine() throws {
    func content(_ diffusion: Double, used: Int = 2) -> ReportContent {
      var result = TinyRun.result()
      // 4 D t - 0.2 with 0.1 s between frames.
      result.displacement = DisplacementResult(
        lags: [1, 2, 3], msd_um2: [0.6, 1.4, 2.2], stride: 1, diffusion_um2_per_s: diffusion,
        diffusionStandardError_um2_per_s: 0.1, interval_s: 0.1)
      result.tracking.used = used
      return ReportContent(
        summary: SummaryDocument(result), distribution: .empty, particles: [], data: nil)
    }
    #expect(content(2, used: 0).displacementPlot == nil)
    #expect(try #require(content(-3).displacementPlot).marks.count == 1)
    guard case .line(let x, let y, _) = try #require(content(2).displacementPlot).marks[0] else {
      Issue.record("there is no line")
      return
    }
    // It crosses the axis at 0.2 / 8 s, with the slope it has elsewhere.
    #expect(abs(x[0] - 0.025) < 1e-9 && abs(y[0]) < 1e-9)
    #expect(abs((y[1] - y[0]) / (x[1] - x[0]) - 8) < 1e-9)
  }

  @Test("points of a cloud beyond the axes are not drawn at their ends")
  func cloud() {
    let plot = Plot(
      title: "", x: Axis(label: "", range: 10...100, spacing: .logarithmic),
      y: Axis(label: "", range: 1...10, spacing: .linear),
      marks: [.cloud(x: [50, 500, 50], y: [5, 5, 50])])
    let path = PlotGeometry(plot).view(of: plot.marks[0])?["path"] as? String
    #expect(path?.components(separatedBy: "M").count == 2)
  }

  @Test(
    "the label of a peak keeps out of the next peak's line, and long ticks out of the axis' name")
  func labels() {
    func plot(_ peaks: [Double], upTo top: Double) -> PlotGeometry {
      PlotGeometry(
        Plot(
          title: "", x: Axis(label: "", range: 10...1000, spacing: .logarithmic),
          y: Axis(label: "", range: 0...top, spacing: .linear),
          marks: peaks.map { .rule(x: $0, label: "\($0) nm") }, format: .small))
    }
    func anchor(_ geometry: PlotGeometry, _ value: Double) -> String? {
      let rule = geometry.view(of: .rule(x: value, label: ""))?["rule"]
      return (rule as? [String: String])?["anchor"]
    }
    let close = plot([90, 160], upTo: 5)
    #expect(anchor(close, 90) == "end" && anchor(close, 160) == "start")
    #expect(anchor(plot([90, 400], upTo: 5), 90) == "start")
    #expect(anchor(plot([900], upTo: 5), 900) == "end")
    #expect(plot([], upTo: 5).left == 50 && plot([], upTo: 0.25).left > 55)
  }

  @Test("the line of the mean squared displacement goes through its points")
  func displacement() throws {
    var result = TinyRun.result()
    // 4 D t + 0.5 with D = 2 and 0.1 s between frames.
    result.displacement = DisplacementResult(
      lags: [1, 2, 3], msd_um2: [1.3, 2.1, 2.9], stride: 1, diffusion_um2_per_s: 2,
      diffusionStandardError_um2_per_s: 0.1, interval_s: 0.1)
    let line = try #require(SummaryDocument(result).displacement?.line)
    #expect(abs(line.slope - 8) < 1e-12 && abs(line.offset_um2 - 0.5) < 1e-12)
  }
}

struct SubpixelCountsTests {
  @Test("centres of pixels are in the middle, borders at the ends")
  func places() {
    let points = [Float(3), 3.5, 3.49, -0.2].map {
      TrackPoint(frame: 0, x: $0, y: 0, intensity: 1, variance: 0)
    }
    let counts = SubpixelCounts(of: [Track(particle: 1, points: points)])
    #expect(counts.x.indices.filter { counts.x[$0] > 0 } == [0, 6, 10, 19])
    #expect(counts.y[10] == 4 && counts.y.reduce(0, +) == 4)
  }
}

struct AxisTests {
  @Test("linear ticks are round")
  func linear() {
    let axis = Axis(label: "", range: 0...300, spacing: .linear)
    #expect(axis.ticks == [0, 50, 100, 150, 200, 250, 300])
    #expect(axis.tickLabels == ["0", "50", "100", "150", "200", "250", "300"])
    #expect(axis.fraction(of: 75) == 0.25 && axis.fraction(of: 1000) == 1)
  }

  @Test("logarithmic ticks are 1, 2 and 5 in each decade")
  func logarithmic() {
    let axis = Axis(label: "", range: 10...1000, spacing: .logarithmic)
    #expect(axis.tickLabels == ["10", "20", "50", "100", "200", "500", "1000"])
    #expect(abs(axis.fraction(of: 100) - 0.5) < 1e-12)
  }

  @Test("a range that holds a value ends on a tick", arguments: [0.003, 1, 7.2, 99, 4.1e8])
  func roundRange(maximum: Double) {
    let range = Axis.roundRange(upTo: maximum)
    #expect(range.upperBound >= maximum && range.upperBound <= 1.5 * maximum)
  }
}

struct NumberTextTests {
  @Test(
    "numbers are rounded as people read them",
    arguments: [
      (99.96, "100"), (0.01234, "0.0123"), (1234.0, "1230"), (0, "0"), (1.234e8, "1.23 × 10⁸"),
      (9.999e8, "1.00 × 10⁹"), (4.5e-6, "4.50 × 10⁻⁶"),
    ])
  func readable(value: Double, text: String) {
    #expect(NumberText.readable(value) == text)
  }

  @Test("what does not exist is a dash")
  func missing() {
    #expect(NumberText.readable(nil) == "–" && NumberText.fixed(.nan, decimals: 1) == "–")
  }
}

struct TextTableTests {
  @Test("no line is longer than 80 columns", arguments: [false, true])
  func width(isBlank: Bool) {
    var result = isBlank ? TinyRun.blank() : TinyRun.result()
    result.sample = String(repeating: "a long name\n", count: 20)
    let table = ResultText(result)
    #expect(table.lines.allSatisfy { $0.count <= 80 })
    #expect(table.text.contains("no particles") == isBlank)
    #expect(table.text.contains("position 2 removed: MIN_TRACKS") == !isBlank)
  }
}
