import NTAAnalysis
import NTAVideo

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
    <p class="quiet">{{videos}}{{instrument}} · {{software}} · intervals are 95 %</p>
    </header>
    {{#warnings}}<p class="warning"><b>{{code}}</b> {{message}}</p>
    {{/warnings}}
    <section class="result">
    <div>
    <h2>Result</h2>
    <table>
    {{#figures}}<tr><th scope="row">{{name}}</th><td class="number">{{value}}</td>\
    <td class="unit">{{unit}}</td><td class="interval">{{interval}}</td></tr>
    {{/figures}}
    </table>
    <h2>Peaks</h2>
    <table>
    <thead><tr><th class="number">diameter / nm</th><th class="number">FWHM / nm</th>\
    <th class="number">share / %</th><th class="number">particles/mL, sample</th></tr></thead>
    <tbody>
    {{#peaks}}<tr><td class="number">{{diameter}}</td><td class="number">{{width}}</td>\
    <td class="number">{{share}}</td><td class="number">{{concentration}}</td></tr>
    {{/peaks}}{{^peaks}}<tr><td colspan="4">none</td></tr>
    {{/peaks}}
    </tbody>
    </table>
    </div>
    <div>
    {{#sizes}}<figure>
    {{#plot}}{{> plot}}{{/plot}}
    <figcaption>{{caption}}</figcaption>
    </figure>
    {{/sizes}}{{^sizes}}<p class="quiet absence">{{absence}}</p>
    {{/sizes}}
    {{#material}}<h2>Material</h2>
    <table>
    <thead><tr><th class="number">diameter / nm</th><th class="number">refractive index</th>\
    <th class="number">95 % interval</th><th class="number">tracks</th></tr></thead>
    <tbody>
    {{#classes}}<tr><td class="number">{{diameter}}</td><td class="number">{{index}}</td>\
    <td class="number">{{interval}}</td><td class="number">{{tracks}}</td></tr>
    {{/classes}}
    </tbody>
    </table>
    <p class="quiet dense">{{note}}</p>
    {{/material}}
    </div>
    </section>
    {{#groups}}<section>
    <h2>{{title}}</h2>
    <div class="plots {{kind}}">
    {{#plots}}<figure>
    {{#plot}}{{> plot}}{{/plot}}
    <figcaption>{{caption}}</figcaption>
    </figure>
    {{/plots}}
    {{#still}}{{> still}}{{/still}}
    </div>
    </section>
    {{/groups}}
    <section>
    <h2>Positions</h2>
    <div class="wide {{table}}">
    <table class="dense">
    <thead><tr><th></th><th>file</th><th class="number">section</th><th></th>\
    <th class="number">frames</th><th class="number">particles per frame</th>\
    <th class="number">tracks</th><th class="number">raw D50 / nm</th>\
    <th class="number">brightness</th><th class="number">drift x, y / (µm/s)</th>\
    <th class="number">measured /mL</th></tr></thead>
    <tbody>
    {{#positions}}<tr class="{{class}}"><td class="number">{{index}}</td>\
    <td class="file">{{file}}</td>\
    <td class="number">{{section}}</td><td>{{verdict}}</td><td class="number">{{frames}}</td>\
    <td class="number">{{particles}}</td><td class="number">{{tracks}}</td>\
    <td class="number">{{d50}}</td><td class="number">{{intensity}}</td>\
    <td class="number">{{drift}}</td><td class="number">{{concentration}}</td></tr>
    {{/positions}}
    </tbody>
    </table>
    </div>
    {{#reasons}}<p class="quiet dense reasons">{{reasons}}</p>
    {{/reasons}}
    {{#beginning}}<p class="quiet dense">… stands for “{{beginning}}”.</p>
    {{/beginning}}
    </section>
    <section>
    <h2>Methods</h2>
    <p>{{methods}}</p>
    </section>
    <div class="columns">
    <section>
    <h2>To be reported (MISEV2023, ISO 19430)</h2>
    <table class="dense">
    {{#items}}<tr><th scope="row">{{item}}</th><td>{{text}}</td></tr>
    {{/items}}
    </table>
    </section>
    <section>
    <h2>Settings</h2>
    <div class="wide">
    <table class="dense">
    <thead><tr><th>setting</th><th>value</th><th>source</th></tr></thead>
    <tbody>
    {{#settings}}<tr><th scope="row">{{name}}</th><td>{{value}}</td><td>{{source}}</td></tr>
    {{/settings}}
    </tbody>
    </table>
    </div>
    <p>Measured with {{software}}{{libraries}}. To repeat it, in the folder of the recording:</p>
    <pre>{{command}}</pre>
    </section>
    </div>
    <script>
    {{> script}}
    </script>
    </body>
    </html>

    """

  /// The picture's bytes are letters of base 64 only, which is why they stand unescaped.
  static let still = """
    <figure>
    <svg class="still" viewBox="0 0 {{width}} {{height}}" role="img">
    <title>Frame {{frame}} of position {{position}}: {{particles}}</title>
    <image href="data:image/png;base64,{{{png}}}" width="{{width}}" height="{{height}}"/>
    {{#spots}}<circle cx="{{x}}" cy="{{y}}" r="5.5" stroke="{{color}}"><title>{{note}}</title></circle>
    {{/spots}}
    </svg>
    <figcaption>The middle of frame {{frame}} of position {{position}}: {{particles}}.</figcaption>
    </figure>
    """
}
