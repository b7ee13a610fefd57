/// What is known about the lossy compression of a recording.
package enum LossyCompression: Sendable {
  /// The quantisation and the camera noise before it are known; the amplitude loss is corrected.
  case known
  /// The quantisation is known, but it removed all of the camera noise.
  case noiseLost
  /// Nothing is known, as with codecs that predict a frame from others.
  case unknown
}
