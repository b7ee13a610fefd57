import NTAAnalysis
import NTAVideo

/// The template of a comparison; as in the report, text from the user appears only between tags.
enum ComparisonTemplate {
  /// Number of colours before they repeat.
  static let seriesCount = 8

  /// Two shades overlap below the detection limits of all results, one where only some are below.
  private static let shade =
    """

    svg .shade { fill-opacity: .12; }
    .pairs tbody th { white-space: nowrap; }
    .results td:nth-child(2), .results td:nth-child(4) { overflow-wrap: anywhere; min-width: 6em; }
    @media print { .results { font-size: 6pt; } .results .number { white-space: normal; } }
    """

  /// Colours of the Okabe-Ito palette, with grey instead of yellow because it prints better.
  static let style =
    zip(
      0..<seriesCount,
      ["0072b2", "d55e00", "009e73", "cc79a7", "e69f00", "56b4e9", "000000", "888888"]
    ).map { number, colour in
      """

      svg .line.series-\(number) { stroke: #\(colour); }
      svg .seriesband.series-\(number) { fill: #\(colour); fill-opacity: .15; }
      svg .tag.series-\(number) { fill: #\(colour); font-size: 13px; font-weight: bold; }
      .key.series-\(number) { color: #\(colour); font-weight: bold; }
      """
    }.joined() + shade

  static let text = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Comparison – nta</title>
    <style>
    {{> style}}
    </style>
    </head>
    <body>
    <header>
    <h1>Comparison</h1>
    <p class="quiet">{{software}} · intervals are 95 % · number-weighted distributions of equal \
    area, numbered as in the table</p>
    </header>
    <section class="plots pair">
    {{#plots}}<figure>
    {{#plot}}{{> plot}}{{/plot}}
    </figure>
    {{/plots}}{{^plots}}<p class="quiet">None of the results has a distribution to draw.</p>
    {{/plots}}
    </section>
    <p class="quiet caption">{{caption}}</p>
    <section>
    <h2>Results</h2>
    <div class="wide">
    <table class="dense results">
    <thead><tr><th></th><th>name</th><th>from</th><th>sample</th><th>mode /\u{A0}nm</th>\
    <th>mean /\u{A0}nm</th><th>SD /\u{A0}nm</th><th>D10 /\u{A0}nm</th><th>D50 /\u{A0}nm</th><th>D90 /\u{A0}nm</th>\
    <th>detection limit /\u{A0}nm</th><th>particles/mL in the sample</th><th>dilution</th><th>tracks</th></tr></thead>
    <tbody>
    {{#results}}<tr><td class="key {{class}}">{{number}}</td><td>{{name}}</td><td>{{origin}}</td>\
    <td>{{sample}}</td><td class="number">{{mode}}</td><td class="number">{{mean}}</td>\
    <td class="number">{{sd}}</td><td class="number">{{d10}}</td><td class="number">{{d50}}</td>\
    <td class="number">{{d90}}</td><td class="number">{{limit}}</td>\
    <td class="number">{{concentration}}</td>\
    <td class="number">{{dilution}}</td><td class="number">{{tracks}}</td></tr>
    {{/results}}
    </tbody>
    </table>
    </div>
    </section>
    <section>
    <h2>Pairs</h2>
    <p class="quiet">The distance is the Wasserstein-1 distance: how far a particle has to be moved \
    on average to make one distribution of the other. Values differ where 0 lies outside of the \
    95 % interval of their difference.</p>
    <table class="pairs">
    <thead><tr><th></th><th>distance / nm</th><th>modes differ</th><th>medians differ</th>\
    <th>concentrations differ</th></tr></thead>
    <tbody>
    {{#pairs}}<tr><th scope="row">{{names}}</th><td class="number">{{distance}}</td>\
    <td>{{mode}}</td><td>{{d50}}</td><td>{{concentration}}</td></tr>
    {{/pairs}}
    </tbody>
    </table>
    </section>
    {{#groups}}<section>
    <h2>{{sample}}: {{count}} results</h2>
    <table>
    {{#lines}}<tr><th scope="row">{{name}}</th><td>{{text}}</td></tr>
    {{/lines}}
    </table>
    {{#plots}}<div class="plots pair"><figure>
    {{#plot}}{{> plot}}{{/plot}}
    <figcaption>Every result of the series, their mean (line), and the deviation from it that is still \
    called linear (band).</figcaption>
    </figure></div>
    {{/plots}}
    </section>
    {{/groups}}
    <script>
    {{> script}}
    </script>
    </body>
    </html>

    """
}
