import NTAAnalysis
import NTAVideo

extension PositionLimitSettings {
  /// The limits by what is offered, each with its source.
  init(_ offers: SettingOffers) throws(SettingsError) {
    minimumTracks = try offers.integer(.minimumTracks, default: minimumTracks.value)
    maximumDrift_um_per_s = try offers.required(
      .maximumDrift, default: maximumDrift_um_per_s.value)
    minimumParticlesPerFrame = try offers.required(
      .minimumParticles, default: minimumParticlesPerFrame.value)
    maximumParticlesPerFrame = try offers.number(.maximumParticles)
    outlierSize = try offers.required(.outlierSize, default: outlierSize.value)
    outlierCount = try offers.required(.outlierCount, default: outlierCount.value)
    outlierIntensity = try offers.required(.outlierIntensity, default: outlierIntensity.value)
  }
}
