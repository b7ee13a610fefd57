import NTAAnalysis
import NTAVideo

/// Resolves the liquid and its viscosity.
struct LiquidResolver {
  /// The liquid of a run.
  struct Liquid {
    var medium: Setting<String>
    var viscosity_mPas: Setting<Double>
    /// How the viscosity is calculated from the temperature; `nil` if the viscosity was stated.
    var model: Setting<ViscosityModel>?
    var warnings: [RunWarning]
  }

  private let offers: SettingOffers
  private let temperature_C: Setting<Double>
  private let model: Setting<ViscosityModel>
  private var warnings: [RunWarning] = []

  /// The given viscosity, or that of the medium at the temperature.
  ///
  /// A medium or viscosity model overrides a viscosity from a source of lower precedence, so that a
  /// medium on the command line overrides a header, but not one from the same source.
  ///
  /// A ZetaView header also states a viscosity, usually its linear estimate for water at the measured
  /// temperature. That estimate is wrong by up to 1.1 %, so it is not used unless requested.
  static func resolve(
    _ offers: SettingOffers, temperature_C: Setting<Double>
  ) throws(SettingsError) -> Liquid {
    let model = try offers.resolved(\.viscosityModel) ?? Setting(.iapws, from: .programDefault)
    var resolver = LiquidResolver(offers, temperature_C: temperature_C, model: model)
    return try resolver.liquid()
  }

  private init(
    _ offers: SettingOffers, temperature_C: Setting<Double>, model: Setting<ViscosityModel>
  ) {
    self.offers = offers
    self.temperature_C = temperature_C
    self.model = model
  }

  private mutating func liquid() throws(SettingsError) -> Liquid {
    let medium = try medium()
    let known = Medium(name: medium.value)
    let offered = try offers.resolved(\.viscosity_mPas)
    let isEstimate =
      offered?.source == .instrumentHeader && offers.header?.statesEstimatedViscosity == true
    let isOverruled =
      offered.map { medium.source.precedes($0.source) || model.source.precedes($0.source) } ?? false
    let usesLine = model.value == .zetaview && (known != nil || medium.source == .instrumentHeader)
    if let offered, known == nil && !usesLine || !(isEstimate || isOverruled) {
      warnIfOfWater(offered, liquid: medium, known)
      return Liquid(medium: medium, viscosity_mPas: offered, model: nil, warnings: warnings)
    }
    if usesLine {
      let viscosity_mPas = try zetaViewViscosity(estimate: isEstimate ? offered : nil)
      return Liquid(
        medium: known.map { Setting($0.rawValue, from: medium.source) } ?? medium,
        viscosity_mPas: viscosity_mPas, model: model, warnings: warnings)
    }
    guard let known, let viscosity_mPas = known.viscosity_mPas(at: temperature_C.value) else {
      throw .unknownMedium(name: medium.value, origin: offers.origin(of: medium.source))
    }
    if let offered, isEstimate, !isOverruled {
      warnings.append(
        .headerViscosityReplaced(
          header: offers.fileName(of: offered.source), stated_mPas: offered.value,
          medium: known.rawValue, temperature_C: temperature_C.value))
    }
    return Liquid(
      medium: Setting(known.rawValue, from: medium.source),
      viscosity_mPas: Setting(viscosity_mPas, from: .derived), model: model, warnings: warnings)
  }

  /// Warns of a header that names another liquid than water, but states the viscosity of water.
  private mutating func warnIfOfWater(
    _ viscosity_mPas: Setting<Double>, liquid: Setting<String>, _ known: Medium?
  ) {
    guard viscosity_mPas.source == .instrumentHeader, liquid.source == .instrumentHeader,
      offers.header?.statesViscosityOfWater == true, let known, known != .water,
      let own_mPas = known.viscosity_mPas(at: temperature_C.value)
    else { return }
    let definition = SettingDefinition[\.viscosity_mPas]
    func text(_ value: Double) -> String { NumberText.significant(value) + " " + definition.unit }
    warnings.append(
      .settingsDisagree(
        setting: definition.key, used: text(viscosity_mPas.value),
        from: SettingSource.instrumentHeader.rawValue + " (water)", other: text(own_mPas),
        otherFrom: "the liquid it names (\(known.rawValue))"))
  }

  /// The value in the header if the temperature is that of the header, otherwise the linear estimate.
  private func zetaViewViscosity(
    estimate: Setting<Double>?
  ) throws(SettingsError) -> Setting<Double> {
    if let estimate, temperature_C.source == .instrumentHeader { return estimate }
    let allowed = ViscosityModel.zetaViewTemperatures_C
    guard allowed.contains(temperature_C.value) else {
      throw .outOfRange(
        origin: offers.origin(of: temperature_C.source),
        name: SettingDefinition[\.temperature_C].key,
        value: "\(temperature_C.value)", allowed: allowed.description)
    }
    return Setting(ViscosityModel.zetaView_mPas(at: temperature_C.value), from: .derived)
  }

  /// A liquid in the header is used only if its name is known.
  private mutating func medium() throws(SettingsError) -> Setting<String> {
    let medium = try offers.required(\.medium)
    guard medium.source == .instrumentHeader else { return medium }
    if let known = Medium(name: medium.value) {
      return Setting(known.rawValue, from: medium.source)
    }
    // The linear estimate of the instrument's software is the same for every liquid.
    if model.value == .zetaview { return medium }
    warnings.append(
      .mediumAssumed(header: offers.fileName(of: medium.source), medium: medium.value))
    return Setting(Medium.water.rawValue, from: .programDefault)
  }
}
