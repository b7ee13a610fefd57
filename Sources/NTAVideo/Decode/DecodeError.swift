import NTAAnalysis

/// Why a recording cannot be read.
///
/// `file` is the path as the caller gave it; frames are numbered from 0.
public enum DecodeError: StageError {
  /// There is no such file.
  case fileMissing(file: String)
  /// The system refuses access to the file.
  case accessDenied(file: String)
  /// The path is a folder where a file is needed.
  case isFolder(file: String)
  /// The path is a device, pipe or socket.
  case notRegularFile(file: String)
  /// The file has no bytes.
  case emptyFile(file: String)
  /// The image sequence names no files.
  case emptySequence(folder: String)
  /// The bytes are in no supported video or image format; `format` names what they resemble.
  case notVideo(file: String, format: String?)
  /// The container's index is missing or cut off.
  case incompleteContainer(file: String, container: String)
  /// The container is complete but holds no picture stream.
  case noVideoStream(file: String, container: String)
  /// This FFmpeg has no decoder for the stream's codec.
  case decoderMissing(file: String, codec: String)
  /// The stream holds no frames at all.
  case noFrames(file: String)
  /// The stream holds frames, but none of them can be decoded.
  case noWholeFrame(file: String, refused: Int, codec: String)
  /// Every decoded frame has a single grey level: the decoder cannot read the stream's pixels, or there
  /// was no light.
  case blankPictures(file: String, codec: String, pixelFormat: String)
  /// The picture is larger than the accepted limit.
  case tooManyPixels(file: String, width: Int, height: Int)
  /// The picture is too small to hold a spot and its surroundings.
  case tooFewPixels(file: String, width: Int, height: Int)
  /// A frame differs in size from the first one.
  case sizeChanged(file: String, frame: Int, from: PictureSize, to: PictureSize)
  /// A frame differs in bit depth from the first one.
  case depthChanged(file: String, frame: Int, from: Int, to: Int)
  /// The decoder's pixel format carries no measurable brightness.
  case pixelFormatUnsupported(file: String, pixelFormat: String)
  /// The requested pixel format does not exist, or the stream is not raw video.
  case pixelFormatRefused(file: String, pixelFormat: String, codec: String)
  /// Pixels of 16 bits are colour or grey levels, and the file does not say which.
  case pixelsAmbiguous(file: String, pixelFormat: String)
  /// Still images carry no times, and the caller gave no frame rate.
  case frameRateMissing(file: String)
  /// The stack states only how fast its writer plays it, and the caller gave no frame rate.
  case playbackRateOnly(file: String, writer: String, rate_hz: Double)
  /// The stack has several channels, and the caller named none.
  case channelMissing(file: String, channels: Int)
  /// The channel named is not one of the recording.
  case channelBeyondLast(file: String, channel: Int, channels: Int)
  /// The stack has several focal planes: at each time, or instead of times if there is one.
  case depthStack(file: String, depths: Int, frames: Int)
  /// The file holds several images, such as the positions of a run.
  case severalImages(file: String, images: Int)
  /// The stack is a set of files, and one of them is not beside the others.
  case stackPartMissing(file: String, part: String)
  /// The samples of a TIFF file are of a kind that is not read.
  case samplesUnsupported(file: String, samples: String)
  /// The compression of a TIFF file is not read.
  case compressionUnsupported(file: String, compression: String)
  /// The frame rate given is not a positive finite number.
  case frameRateInvalid(file: String, frameRate_hz: Double)
  /// A section begins after the last frame.
  case sectionBeyondEnd(file: String, firstFrame: Int, frames: Int)
  /// The pictures were drawn by `nta overlay`.
  case isOverlay(file: String)
  /// The system failed to read the file.
  case readFailed(file: String, frame: Int, reason: String)
  /// Memory ran out.
  case outOfMemory(file: String)

  /// Columns and rows of a picture.
  public struct PictureSize: Sendable, Equatable, CustomStringConvertible {
    /// Columns.
    public let width: Int
    /// Rows.
    public let height: Int

    /// The size as `width x height`.
    public var description: String { "\(width)x\(height)" }
  }

  /// The category, which determines the exit code.
  public var category: ErrorCategory {
    switch self {
    case .fileMissing, .accessDenied, .isFolder, .notRegularFile, .readFailed, .stackPartMissing:
      .unreadableInput
    case .pixelFormatRefused, .pixelsAmbiguous, .frameRateMissing, .playbackRateOnly,
      .frameRateInvalid,
      .channelMissing, .channelBeyondLast, .isOverlay:
      .misuse
    case .outOfMemory:
      .internalFault
    default:
      .damagedInput
    }
  }

  /// The error, its place and its remedy as one sentence, in the given wording.
  public func description(in wording: Wording) -> String {
    switch self {
    case .fileMissing(let file):
      "\(file): no such file; check the path"
    case .accessDenied(let file):
      "\(file): permission denied; make the file readable"
    case .isFolder(let file):
      "\(file): is a folder, not a video; name a file in it"
    case .notRegularFile(let file):
      "\(file): is not a regular file; copy the recording into one"
    case .emptyFile(let file):
      "\(file): the file is empty; record or copy it again"
    case .emptySequence(let folder):
      "\(folder): holds no image of a sequence; name the folder with the PNG, JPEG or TIFF files"
    case .notVideo(let file, let format):
      "\(file): is not a video"
        + (format.map { " (it looks like \($0))" } ?? "")
        + "; give an AVI, MOV, MP4, MKV, WMV or TIFF recording"
    case .incompleteContainer(let file, let container):
      "\(file): the \(container) file is cut off or damaged and has no usable header;"
        + " copy it again from the instrument"
    case .noVideoStream(let file, let container):
      "\(file): the \(container) file holds no pictures; give the recording itself"
    case .decoderMissing(let file, let codec):
      "\(file): no decoder for codec \(codec); convert the file, for instance to FFV1"
    case .noFrames(let file):
      "\(file): the video holds no frames; record or copy it again"
    case .noWholeFrame(let file, let refused, let codec):
      "\(file): none of the first \(refused) frames (codec \(codec)) can be decoded; copy the file"
        + " again, or convert it to FFV1 where it can be played"
    case .blankPictures(let file, let codec, let pixelFormat):
      "\(file): every frame has a single grey level, as if the pixels could not be decoded (codec"
        + " \(codec), pixel format \(pixelFormat)); convert it to 8-bit or 16-bit grey, or record it"
        + " again if the light was off"
    case .tooManyPixels(let file, let width, let height):
      "\(file): a picture of \(width)x\(height) pixels is too large; crop the recording"
    case .tooFewPixels(let file, let width, let height):
      "\(file): a picture of \(width)x\(height) pixels is too small to measure;"
        + " give at least \(PictureLimits.leastSide) each way"
    case .sizeChanged(let file, let frame, let from, let to):
      "\(file): frame \(frame) is \(to) pixels where the first is \(from);"
        + " analyse recordings of one size at a time"
    case .depthChanged(let file, let frame, let from, let to):
      "\(file): frame \(frame) has samples of \(to) bits where the first has \(from);"
        + " analyse recordings of one depth at a time"
    case .pixelFormatUnsupported(let file, let pixelFormat):
      "\(file): pixel format \(pixelFormat) has no brightness to measure; convert it to grey"
    case .pixelFormatRefused(let file, let pixelFormat, let codec):
      "\(file): pixel format \(pixelFormat) cannot be imposed on codec \(codec);"
        + " use it for raw video, for instance gray16le"
    case .pixelsAmbiguous(let file, let pixelFormat):
      "\(file): holds pixels of 16 bits, which may be grey levels or colours; give"
        + " \(wording[.pixelFormat]) gray16le for grey levels, or \(pixelFormat) for colours"
    case .frameRateMissing(let file):
      "\(file): still images carry no frame rate; give \(wording[.frameRate])"
    case .playbackRateOnly(let file, let writer, let rate_hz):
      "\(file): \(writer) plays the stack at \(rate_hz) frames/s, which does not say how fast it was"
        + " recorded; give \(wording[.frameRate])"
    case .channelMissing(let file, let channels):
      "\(file): holds \(channels) channels; give \(wording[.channel]) (1 to \(channels)) to measure"
        + " one of them"
    case .channelBeyondLast(let file, let channel, let channels):
      "\(file): has no channel \(channel)"
        + (channels == 1
          ? ", as it holds a single one; leave out \(wording[.channel])"
          : "; give \(wording[.channel]) from 1 to \(channels)")
    case .depthStack(let file, let depths, let frames):
      Self.depthText(file: file, depths: depths, frames: frames)
    case .severalImages(let file, let images):
      "\(file): holds \(images) images, such as positions; save each as a file of its own"
    case .stackPartMissing(let file, let part):
      "\(file): belongs to a set of files, of which \(part) is missing; copy the whole set into one"
        + " folder"
    case .samplesUnsupported(let file, let samples):
      "\(file): samples that are \(samples) are not read; save the stack as 16-bit"
    case .compressionUnsupported(let file, let compression):
      "\(file): TIFF compression \(compression) is not read; save the stack without compression"
    case .frameRateInvalid(let file, let frameRate_hz):
      "\(file): a frame rate of \(frameRate_hz) Hz is invalid; give a positive one"
    case .sectionBeyondEnd(let file, let firstFrame, let frames):
      "\(file): a section begins at frame \(firstFrame) but the video has \(frames) frames;"
        + " check \(wording[.positions])"
    case .isOverlay(let file):
      "\(file): is an overlay that nta has drawn, not a recording; move it out of the run"
    case .readFailed(let file, let frame, let reason):
      "\(file): cannot be read after frame \(frame): \(reason); copy the file again"
    case .outOfMemory(let file):
      "\(file): out of memory; close other programs or crop the recording"
    }
  }

  private static func depthText(file: String, depths: Int, frames: Int) -> String {
    guard frames > 1 else {
      return
        "\(file): is a stack of \(depths) depths, not a recording in time; if its planes are frames,"
        + " exchange slices and frames (in ImageJ: Image > Properties) and save it again"
    }
    return
      "\(file): holds \(depths) depths at each of \(frames) times, where one focal plane is needed;"
      + " save one depth as a stack of its own (in ImageJ: Image > Duplicate)"
  }
}
