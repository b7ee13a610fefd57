import NTAAnalysis
import NTAVideo

/// The style sheet of `report.html`, for screens and for A4 paper.
///
/// Blue and orange of the Okabe-Ito palette: told apart by colour-blind eyes and in grey print.
enum StyleSheet {
  static let text = """
    :root { color-scheme: light; }
    * { box-sizing: border-box; }
    body { font: 15px/1.45 system-ui, sans-serif; color: #222; background: #fff;
      max-width: 1120px; margin: 1.5rem auto; padding: 0 1rem; }
    h1 { margin: 0; font-size: 1.6rem; overflow-wrap: anywhere; }
    h2 { font-size: 1.1rem; margin: 1.4rem 0 .4rem; border-bottom: 1px solid #ccc; }
    .headline { font-size: 1.2rem; margin: .2rem 0; }
    .quiet { color: #666; }
    p { overflow-wrap: anywhere; }
    .warning { border-left: 4px solid #e69f00; background: #fdf5e3; margin: .4rem 0;
      padding: .4rem .7rem; }
    table { border-collapse: collapse; font-size: .9rem; }
    .dense { font-size: .8rem; }
    th, td { text-align: left; padding: .15rem .6rem .15rem 0; vertical-align: top;
      border-bottom: 1px solid #eee; font-weight: normal; }
    thead th { color: #666; vertical-align: bottom; }
    .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    thead .number { white-space: normal; }
    .removed { color: #767676; }
    .interval { color: #666; }
    .interval, .unit { white-space: nowrap; }
    .wide { overflow-x: auto; }
    .single th:nth-child(2), .single td:nth-child(2), .unparted th:nth-child(3),
    .unparted td:nth-child(3) { display: none; }
    .file { white-space: nowrap; }
    .result, .columns { display: grid; gap: 0 1.5rem;
      grid-template-columns: repeat(auto-fit, minmax(min(420px, 100%), 1fr)); }
    .columns { align-items: start; }
    .result figure { margin-top: 1.4rem; }
    .plots { display: grid; gap: .8rem 1.2rem;
      grid-template-columns: repeat(auto-fill, minmax(min(300px, 100%), 1fr)); }
    .plots.pair { grid-template-columns: repeat(auto-fit, minmax(min(440px, 100%), 1fr)); }
    .plots.profile { grid-template-columns: repeat(auto-fill, minmax(min(240px, 100%), 1fr)); }
    figure { margin: 0; break-inside: avoid; min-width: 0; }
    figcaption { color: #666; font-size: .8rem; line-height: 1.3; }
    pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f4f4f4; padding: .5rem;
      font-size: .8rem; margin: .3rem 0; }
    svg { width: 100%; height: auto; display: block; font-family: inherit; }
    svg .axis { stroke: #444; fill: none; }
    svg .grid { stroke: #e4e4e4; fill: none; }
    svg .tick { font-size: 11.5px; fill: #444; }
    svg .label { font-size: 12px; fill: #222; }
    svg .mark { font-size: 11.5px; fill: #b34700; }
    svg .mark, svg .tag { paint-order: stroke; stroke: #fff; stroke-width: 3px; }
    svg .line { fill: none; stroke-width: 2; stroke-linejoin: round; }
    svg .line.main { stroke: #0072b2; }
    svg .line.second { stroke: #d55e00; stroke-dasharray: 6 3; }
    svg .shade { fill: #e69f00; fill-opacity: .16; }
    svg .band { fill: #56b4e9; fill-opacity: .3; }
    svg .bar.main { fill: #0072b2; fill-opacity: .8; }
    svg .bar.quiet { fill: #bbb; fill-opacity: .55; }
    svg .bar.muted { fill: #ccc; }
    svg .dot { fill: #0072b2; }
    svg .cloud { stroke: #0072b2; stroke-opacity: .25; stroke-width: 3; stroke-linecap: round; }
    svg .rule { stroke: #d55e00; stroke-dasharray: 4 3; fill: none; }
    svg circle.hover { fill: #d55e00; pointer-events: none; }
    svg text.hover { font-size: 12px; fill: #222; font-weight: bold; }
    .profile svg .tick, .profile svg .label { font-size: 14px; }
    svg.still { background: #000; }
    .still + figcaption { margin-top: .35rem; }
    svg.still circle { fill: none; stroke-width: 1.3; pointer-events: all; }
    @media (max-width: 480px) {
      table { font-size: .8rem; } th, td { padding-right: .4rem; }
      .result .interval { white-space: normal; }
      .result .plot .tick, .result .plot .mark, .pair .plot .tick { font-size: 14px; }
      .result .plot .label, .pair .plot .label { font-size: 15px; }
      .result .plot .hover, .pair .plot .hover, .pair .plot .tag { font-size: 15px; }
    }
    @media print {
      @page { size: A4; margin: 10mm; }
      body { font-size: 7.6pt; line-height: 1.3; margin: 0; padding: 0; max-width: none; }
      h1 { font-size: 13pt; } h2 { font-size: 9pt; margin: 2mm 0 .6mm; break-after: avoid; }
      .headline { font-size: 10pt; } table { font-size: 7.6pt; } .dense { font-size: 6.2pt; }
      pre { font-size: 6.4pt; padding: 1mm; } tr { break-inside: avoid; }
      .many { columns: 2; } .many .number { padding-right: 1mm; } .many table { font-size: 5.3pt; }
      .many tr > * { padding-right: .8mm; }
      .many .file { max-width: 18mm; overflow: hidden; text-overflow: ellipsis; }
      th, td { padding-top: 0; padding-bottom: 0; }
      .result, .columns { grid-template-columns: 1fr 1fr; gap: 0 6mm; }
      .result figure { margin-top: 2mm; }
      .plots { grid-template-columns: repeat(3, 1fr); gap: 1mm 4mm; }
      .plots.pair { grid-template-columns: 1fr 1fr; }
      .plots.profile { grid-template-columns: repeat(4, 1fr); }
      figcaption { font-size: 6pt; line-height: 1.15; }
      .still + figcaption { margin-top: 1mm; }
      p { margin: 1mm 0; } .warning { padding: 0 2mm; }
      .bar, .band, .shade, .cloud, .warning, .still { print-color-adjust: exact; }
      .wide { overflow: visible; }
    }
    """
}
