import NTAAnalysis
import NTAVideo

/// The settings that a measurement needs and no source supplies.
enum MissingSettings {
  /// Finds all of them, so that they can be asked for at once.
  ///
  /// - Parameters:
  ///   - recording: the run.
  ///   - offers: what the sources supply.
  /// - Returns: the rows of the missing settings, in the order of the table; the frame rate is among
  ///   them if something else is missing and neither the pictures nor the table have times. If nothing
  ///   else is missing, the stage that reads them asks for it.
  /// - Throws: ``SettingsError`` for a value that is out of range.
  static func of(
    _ recording: Recording, offers: SettingOffers
  ) throws(SettingsError) -> [SettingDefinition] {
    var missing: [SettingDefinition] = []
    for definition in SettingTable.definitions where definition.fallback == .required {
      if try offers.offered(definition) == nil { missing.append(definition) }
    }
    let frameRate = SettingDefinition[\.frameRate_hz]
    guard !missing.isEmpty, try offers.offered(frameRate) == nil, !hasTimes(recording) else {
      return missing
    }
    return SettingTable.definitions.filter { missing.contains($0) || $0 == frameRate }
  }

  /// Whether the frames of a run have times; true if the first video cannot be read, which is told when
  /// it is measured.
  private static func hasTimes(_ recording: Recording) -> Bool {
    guard let first = recording.positions.first else { return recording.tableHasTimes }
    // The channel does not matter here, and without one a stack of several would not be opened.
    do throws(DecodeError) {
      _ = try VideoReader(first.source, channel: 1)
      return true
    } catch {
      switch error {
      case .frameRateMissing, .playbackRateOnly: return false
      default: return true
      }
    }
  }
}
