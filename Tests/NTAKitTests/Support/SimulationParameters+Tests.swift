@testable import NTAKit

extension SimulationParameters {
  /// A field of 320 x 240 px under conditions, written as the command line takes them.
  func wide(under conditions: String...) throws -> SimulationParameters {
    var result = self
    result.camera.width = 320
    result.camera.height = 240
    result.conditions = try conditions.map { try SimulatedCondition($0) }
    return result
  }
}

extension SimulatedCamera {
  /// Leaves spots over an even background, almost without noise and in fine grey levels.
  mutating func removeNoise() {
    readNoise = 0
    electronsPerGrayLevel = 1e6
    bitDepth = 16
    strayGradient = 0
    dirtSpots = 0
    hotPixels = 0
  }
}
