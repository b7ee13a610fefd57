/// The template of `report.html`.
///
/// Texts of the user stand between tags only, never inside one: there the template engine's
/// escaping is complete, whatever characters a sample's name may combine.
enum ReportTemplate {
  static let text = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>{{sample}} – nta</title>
    <style>
    {{> style}}
    </style>
    </head>
    <body>
    <header>
    <h1>{{sample}}</h1>
    <p class="headline">{{headline}}</p>
    <p class="quiet">{{videos}} · {{software}} · intervals are 95 %</p>
    </header>
    {{#warnings}}<p class="warning"><b>{{code}}</b> {{message}}</p>
    {{/warnings}}
    <section>
    <h2>Result</h2>
    <table>
    {{#figures}}<tr><th scope="row">{{name}}</th><td class="number">{{value}}</td>\
    <td>{{unit}}</td><td class="quiet">{{interval}}</td></tr>
    {{/figures}}
    </table>
    </section>
    <section class="plots">
    {{#plots}}<figure>
    {{#plot}}{{> plot}}{{/plot}}
    <figcaption>{{caption}}</figcaption>
    </figure>
    {{/plots}}
    </section>
    <section>
    <h2>Peaks</h2>
    <table>
    <thead><tr><th>diameter / nm</th><th>full width at half maximum / nm</th>\
    <th>share / %</th><th>particles/mL in the sample</th></tr></thead>
    <tbody>
    {{#peaks}}<tr><td class="number">{{diameter}}</td><td class="number">{{width}}</td>\
    <td class="number">{{share}}</td><td class="number">{{concentration}}</td></tr>
    {{/peaks}}{{^peaks}}<tr><td colspan="4">none</td></tr>
    {{/peaks}}
    </tbody>
    </table>
    </section>
    <section>
    <h2>Positions</h2>
    <div class="wide">
    <table>
    <thead><tr><th></th><th>file</th><th>section</th><th></th><th>frames</th>\
    <th>particles per frame</th><th>tracks</th><th>D50 / nm</th><th>intensity</th>\
    <th>drift x, y / (µm/s)</th><th>measured /mL</th></tr></thead>
    <tbody>
    {{#positions}}<tr class="{{class}}"><td class="number">{{index}}</td><td>{{file}}</td>\
    <td class="number">{{section}}</td><td>{{verdict}}</td><td class="number">{{frames}}</td>\
    <td class="number">{{particles}}</td><td class="number">{{tracks}}</td>\
    <td class="number">{{d50}}</td><td class="number">{{intensity}}</td>\
    <td class="number">{{drift}}</td><td class="number">{{concentration}}</td></tr>
    {{/positions}}
    </tbody>
    </table>
    </div>
    </section>
    <section>
    <h2>Settings</h2>
    <table>
    <thead><tr><th>setting</th><th>value</th><th>source</th></tr></thead>
    <tbody>
    {{#settings}}<tr><th scope="row">{{name}}</th><td>{{value}}</td><td>{{source}}</td></tr>
    {{/settings}}
    </tbody>
    </table>
    </section>
    </body>
    </html>

    """
}
