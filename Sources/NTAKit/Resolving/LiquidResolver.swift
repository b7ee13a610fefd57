import NTAAnalysis
import NTAVideo

/// Decides what the liquid is and how viscous.
struct LiquidResolver {
  /// The liquid of a run.
  struct Liquid {
    var medium: Setting<String>
    var viscosity_mPas: Setting<Double>
    /// How the viscosity follows from the temperature; `nil` where it was stated.
    var model: Setting<ViscosityModel>?
    var warnings: [RunWarning]
  }

  private let offers: SettingOffers
  private let temperature_C: Setting<Double>
  private let model: Setting<ViscosityModel>
  private var warnings: [RunWarning] = []

  /// A given viscosity, else that of the medium at the temperature.
  ///
  /// A medium or model that is named by a higher source than the viscosity goes before it, as
  /// a medium on the command line is to overrule a header; one named by the same source does not.
  ///
  /// The ZetaView's header carries a viscosity too, as a rule its straight line for water. That is
  /// an estimate from the very temperature used here, and up to 1.1 % off, so it gives way unless
  /// it is asked for.
  static func resolve(
    _ offers: SettingOffers, temperature_C: Setting<Double>
  ) throws(SettingsError) -> Liquid {
    let model = try offers.decided(\.viscosityModel) ?? Setting(.iapws, from: .programDefault)
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
    let offered = try offers.decided(\.viscosity_mPas)
    let isEstimate =
      offered?.source == .instrumentHeader && offers.header?.statesEstimatedViscosity == true
    let isOverruled =
      offered.map { medium.source.precedes($0.source) || model.source.precedes($0.source) } ?? false
    let usesLine = model.value == .zetaview && (known != nil || medium.source == .instrumentHeader)
    if let offered, known == nil && !usesLine || !(isEstimate || isOverruled) {
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

  /// The instrument's own figure, as long as its temperature holds; else its line.
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

  /// What an operator wrote into the header counts only as far as it is understood.
  private mutating func medium() throws(SettingsError) -> Setting<String> {
    let medium = try offers.required(\.medium)
    guard medium.source == .instrumentHeader else { return medium }
    if let known = Medium(name: medium.value) {
      return Setting(known.rawValue, from: medium.source)
    }
    // The vendor's line is the same for every liquid, known or not.
    if model.value == .zetaview { return medium }
    warnings.append(
      .mediumAssumed(header: offers.fileName(of: medium.source), medium: medium.value))
    return Setting(Medium.water.rawValue, from: .programDefault)
  }
}
