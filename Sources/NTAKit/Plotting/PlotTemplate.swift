import NTAAnalysis
import NTAVideo

/// The template of a plot: inline SVG that needs no script and scales with the page.
enum PlotTemplate {
  static let text = """
    <svg class="plot" viewBox="0 0 {{width}} {{height}}" role="img" \
    data-box="{{left}},{{right}},{{top}},{{bottom}}" data-scales="{{scales}}">
    <title>{{title}}</title>
    {{#yTicks}}<path class="grid" d="M{{left}} {{at}}H{{right}}"/>\
    <text class="tick" x="{{left}}" dx="-5" y="{{at}}" dy="4" text-anchor="end">{{label}}</text>
    {{/yTicks}}
    {{#xTicks}}<path class="axis" d="M{{at}} {{bottom}}v4"/>\
    <text class="tick" x="{{at}}" y="{{xTickHeight}}" text-anchor="middle">{{label}}</text>
    {{/xTicks}}
    {{#marks}}
    {{#bars}}<rect class="bar {{class}}" x="{{x}}" y="{{y}}" width="{{width}}" \
    height="{{height}}"><title>{{note}}</title></rect>
    {{/bars}}
    {{#path}}<path class="{{class}}" d="{{path}}"/>{{/path}}
    {{#dots}}<circle class="dot" cx="{{x}}" cy="{{y}}" r="3"/>{{/dots}}
    {{#rule}}<path class="rule" d="M{{x}} {{top}}V{{bottom}}"/>{{/rule}}
    {{/marks}}
    {{#marks}}
    {{#tag}}<text class="{{class}}" x="{{x}}" y="{{y}}" dx="5" dy="-1">{{label}}</text>{{/tag}}
    {{#rule}}<text class="mark" x="{{x}}" dx="{{shift}}" y="{{top}}" dy="{{down}}" \
    text-anchor="{{anchor}}">{{label}}</text>{{/rule}}
    {{/marks}}
    <path class="axis" d="M{{left}} {{top}}V{{bottom}}H{{right}}"/>
    <text class="label" x="{{middle}}" y="{{xLabelHeight}}" text-anchor="middle">{{xLabel}}</text>
    <text class="label" transform="translate(11 {{centre}}) rotate(-90)" \
    text-anchor="middle">{{yLabel}}</text>
    <text class="tick" x="{{left}}" y="12">{{multiplier}}</text>
    </svg>
    """
}
