import NTAAnalysis
import NTAVideo

/// Beads of certified size with which an instrument is calibrated.
public struct ReferenceStandard: Sendable, Equatable {
  /// Name or path by which the standard was requested.
  public var name: String
  /// Manufacturer and product, for reports.
  public var product: String
  /// Material of the beads.
  public var material: String
  /// Certified mean diameter.
  public var diameter_nm: Double
  /// Expanded uncertainty (k = 2) of the diameter; `nil` if only the lot's certificate states it.
  public var expandedUncertainty_nm: Double?
  /// Coefficient of variation of the diameter, in (0, 1]; `nil` if only the certificate states it.
  public var cv: Double?
  /// Refractive index for visible light.
  public var refractiveIndex: Double?
  /// Density.
  public var density_g_per_mL: Double?
  /// Certified number concentration of the stock; `nil` for most standards.
  public var concentration_per_mL: Double?
  /// The lot to which the values apply; `nil` if they are those of the catalogue.
  public var lot: String?
  /// Source of the values.
  public var source: String

  /// Reads the text of a standard; `path` is for messages.
  public init(parsing text: String, path: String, name: String) throws(SettingsError) {
    try self.init(FlatYAML(text: text, path: path, knownKeys: Self.keys), name: name)
  }

  static let keys = [
    "product", "material", "diameter_nm", "expanded_uncertainty_nm", "cv", "refractive_index",
    "density_g_per_mL", "concentration_per_mL", "lot", "source",
  ]

  init(_ yaml: FlatYAML, name: String) throws(SettingsError) {
    self.name = name
    product = try yaml.required("product", yaml.text("product"))
    material = try yaml.required("material", yaml.text("material"))
    diameter_nm = try yaml.required(
      "diameter_nm", yaml.number("diameter_nm", in: .from(1, to: 10_000, "nm")))
    expandedUncertainty_nm = try yaml.number(
      "expanded_uncertainty_nm", in: .above(0, to: 1000, "nm"))
    cv = try yaml.number("cv", in: .above(0, to: 1, "(0.075 is 7.5 %)"))
    refractiveIndex = try yaml.number("refractive_index", in: .from(1, to: 5))
    density_g_per_mL = try yaml.number("density_g_per_mL", in: .above(0, to: 30, "g/mL"))
    concentration_per_mL = try yaml.number("concentration_per_mL", in: .above(0, to: 1e18, "/mL"))
    lot = yaml.text("lot")
    source = try yaml.required("source", yaml.text("source"))
  }
}
