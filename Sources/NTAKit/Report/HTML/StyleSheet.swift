/// The style sheet of `report.html`, for screens and for A4 paper.
///
/// Blue and orange of the Okabe-Ito palette: told apart by colour-blind eyes and in grey print.
enum StyleSheet {
  static let text = """
    :root { color-scheme: light; }
    body { font: 15px/1.45 system-ui, sans-serif; color: #222; background: #fff;
      max-width: 1080px; margin: 1.5rem auto; padding: 0 1rem; }
    h1 { margin: 0; font-size: 1.6rem; overflow-wrap: anywhere; }
    h2 { font-size: 1.1rem; margin: 1.6rem 0 .4rem; border-bottom: 1px solid #ccc; }
    .headline { font-size: 1.2rem; margin: .2rem 0; }
    .quiet { color: #666; }
    .warning { border-left: 4px solid #e69f00; background: #fdf5e3; margin: .4rem 0;
      padding: .4rem .7rem; }
    table { border-collapse: collapse; font-size: .9rem; }
    th, td { text-align: left; padding: .15rem .6rem; vertical-align: top;
      border-bottom: 1px solid #eee; font-weight: normal; }
    thead th { color: #666; vertical-align: bottom; }
    .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    .removed { color: #999; }
    .wide { overflow-x: auto; }
    .plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(460px, 100%), 1fr));
      gap: 1rem; margin-top: 1rem; }
    figure { margin: 0; break-inside: avoid; }
    figcaption { color: #666; font-size: .85rem; }
    svg { width: 100%; height: auto; display: block; font-family: inherit; }
    svg .axis { stroke: #444; fill: none; }
    svg .grid { stroke: #e4e4e4; fill: none; }
    svg .tick { font-size: 12px; fill: #444; }
    svg .label { font-size: 13px; fill: #222; }
    svg .mark { font-size: 12px; fill: #b34700; }
    svg .line { fill: none; stroke-width: 2; stroke-linejoin: round; }
    svg .line.main { stroke: #0072b2; }
    svg .line.second { stroke: #d55e00; stroke-dasharray: 6 3; }
    svg .band { fill: #56b4e9; fill-opacity: .3; }
    svg .bar.main { fill: #0072b2; fill-opacity: .8; }
    svg .bar.quiet { fill: #bbb; fill-opacity: .55; }
    svg .bar.muted { fill: #ccc; }
    svg .dot { fill: #0072b2; }
    svg .rule { stroke: #d55e00; stroke-dasharray: 4 3; fill: none; }
    @media print { body { font-size: 10pt; margin: 0; max-width: none; }
      section { break-inside: avoid; } @page { size: A4; margin: 15mm; } }
    """
}
