/// The detections of a frame.
package struct FrameDetections: Sendable {
  package var detections: [Detection] = []
  /// Detection limit: amplitude of an in-focus spot at the threshold, grey levels.
  package var limitAmplitude: Float = 0

  /// Turns coordinates in pixels that are not square into units of their shorter side.
  ///
  /// - Parameter pixelAspect: width of a pixel over its height, > 0.
  package mutating func makeSquare(pixelAspect: Float) {
    let (x, y) = (max(pixelAspect, 1), max(1 / pixelAspect, 1))
    for index in detections.indices {
      detections[index].x *= x
      detections[index].y *= y
      detections[index].variance *= 0.5 * (x * x + y * y)
    }
  }
}
