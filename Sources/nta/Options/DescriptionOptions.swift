import ArgumentParser
import NTAKit

/// What is known about a recording.
struct DescriptionOptions: ParsableArguments {
  @Option(\.date) var date: String?
  @Option(\.operatorName) var operatorName: String?
  @Option(\.sampleID) var sampleID: String?
  @Option(\.preparation) var preparation: String?
  @Option(\.notes) var notes: String?
  @Option(\.laser_nm) var laser_nm: Double?
  @Option(\.cameraLevel) var cameraLevel: Double?
  @Option(\.gain) var gain: Double?
  @Option(\.blank) var blank: String?

  /// Adds these options to `options`.
  func add(to options: inout SettingOptions) {
    options.date = date
    options.operatorName = operatorName
    options.sampleID = sampleID
    options.preparation = preparation
    options.notes = notes
    options.laser_nm = laser_nm
    options.cameraLevel = cameraLevel
    options.gain = gain
    options.blank = blank
  }
}
