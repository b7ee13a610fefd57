import NTAAnalysis

/// Why a video or image cannot be written.
package enum EncodeError: StageError {
  /// The file name's extension is not that of a supported container.
  case containerUnknown(file: String)
  /// The file cannot be created.
  case cannotCreate(file: String, reason: String)
  /// The system failed to write the file.
  case writeFailed(file: String, reason: String)
  /// This machine's FFmpeg lacks the encoder.
  case encoderMissing(file: String, encoder: String)
  /// The encoder or container rejects the settings.
  case settingsRefused(file: String, encoder: String, reason: String)
  /// The encoder failed on a frame.
  case encodingFailed(file: String, frame: Int, reason: String)
  /// The image differs in size from the file.
  case sizeMismatch(file: String, frame: Int)
  /// A second frame was given for a still image.
  case tooManyFrames(file: String)
  /// An SVG cannot be drawn.
  case cannotDraw(reason: String)
  /// Memory ran out.
  case outOfMemory(file: String)

  /// The category, which determines the exit code.
  package var category: ErrorCategory {
    switch self {
    case .containerUnknown, .settingsRefused: .misuse
    case .cannotCreate, .writeFailed, .encoderMissing, .cannotDraw: .unwritableOutput
    case .encodingFailed, .sizeMismatch, .tooManyFrames, .outOfMemory: .internalFault
    }
  }

  /// The error, its place and its remedy as one sentence, in the given wording.
  package func description(in wording: Wording) -> String {
    switch self {
    case .containerUnknown(let file):
      "\(file): the name has no known extension; end it with .avi, .mkv, .mp4, .mov or .png"
    case .cannotCreate(let file, let reason):
      "\(file): cannot be created: \(reason); choose another place"
    case .writeFailed(let file, let reason):
      "\(file): cannot be written: \(reason); check the free space"
    case .encoderMissing(let file, let encoder):
      "\(file): this FFmpeg has no encoder \(encoder); choose another format"
    case .settingsRefused(let file, let encoder, let reason):
      "\(file): \(encoder) cannot be written: \(reason); choose another format or size"
    case .encodingFailed(let file, let frame, let reason):
      "\(file): frame \(frame) cannot be encoded: \(reason)"
    case .sizeMismatch(let file, let frame):
      "\(file): frame \(frame) has another size than the video"
    case .tooManyFrames(let file):
      "\(file): a still image holds one frame; name a video instead"
    case .cannotDraw(let reason):
      "the PNG of a figure cannot be drawn (\(reason)); convert its SVG with another program"
    case .outOfMemory(let file):
      "\(file): out of memory; close other programs"
    }
  }
}
