/// What is known of the compression with loss that a recording has gone through.
enum LossyCompression: Sendable {
  /// How each block was rounded, and the camera's noise before: what it takes off spots is given back.
  case known
  /// How each block was rounded; of the camera's noise nothing is left.
  case noiseLost
  /// Nothing, as with codecs that predict a frame from others.
  case unknown
}
