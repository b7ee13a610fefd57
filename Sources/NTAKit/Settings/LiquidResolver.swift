/// Decides what the liquid is and how viscous.
enum LiquidResolver {
  /// The liquid of a run.
  struct Liquid {
    var medium: Setting<String>
    var viscosity_mPas: Setting<Double>
    var warnings: [RunWarning]
  }

  /// A given viscosity, else that of the medium at the temperature.
  ///
  /// A medium that is named by a higher source than the viscosity goes before it, as
  /// `--medium pbs` is to overrule a header; one named by the same source does not.
  ///
  /// The ZetaView's header carries a viscosity too, as a rule its straight line for water. That is
  /// an estimate from the very temperature used here, and up to 1.1 % off, so it gives way.
  static func resolve(
    _ offers: SettingOffers, temperature_C: Double
  ) throws(SettingsError) -> Liquid {
    var warnings: [RunWarning] = []
    let medium = medium(offers, &warnings)
    let known = Medium(name: medium.value)
    let offered = try offers.number(.viscosity)
    let isEstimate =
      offered?.source == .instrumentHeader && offers.header?.statesEstimatedViscosity == true
    let isOverruled = offered.map { medium.source.precedes($0.source) } ?? false
    if let offered, known == nil || !(isEstimate || isOverruled) {
      return Liquid(medium: medium, viscosity_mPas: offered, warnings: warnings)
    }
    guard let known, let viscosity_mPas = known.viscosity_mPas(at: temperature_C) else {
      throw .unknownMedium(name: medium.value, origin: offers.origin(of: medium.source))
    }
    if let offered, isEstimate, !isOverruled {
      warnings.append(
        RunWarning(
          code: "HEADER_VISCOSITY_REPLACED",
          message: "\(offers.origin(of: offered.source)): the viscosity of \(offered.value) mPa·s "
            + "is the instrument's straight-line estimate for water; that of \(known.rawValue) at "
            + "\(temperature_C) °C was used instead; give --viscosity to decide otherwise"))
    }
    return Liquid(
      medium: Setting(known.rawValue, from: medium.source),
      viscosity_mPas: Setting(viscosity_mPas, from: .derived), warnings: warnings)
  }

  private static func medium(
    _ offers: SettingOffers, _ warnings: inout [RunWarning]
  ) -> Setting<String> {
    if let name = offers.options.medium { return Setting(name, from: .commandLine) }
    if let name = offers.runFile?.medium { return Setting(name, from: .runFile) }
    if let name = offers.header?.electrolyte {
      if let known = Medium(name: name) { return Setting(known.rawValue, from: .instrumentHeader) }
      warnings.append(
        RunWarning(
          code: "MEDIUM_ASSUMED",
          message: "\(offers.origin(of: .instrumentHeader)): the viscosity of \"\(name)\" is not "
            + "known; that of water was used; give --medium or --viscosity"))
    }
    return Setting(Medium.water.rawValue, from: .programDefault)
  }
}
