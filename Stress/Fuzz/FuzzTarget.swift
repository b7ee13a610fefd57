import NTAAnalysis
import NTAKit
import NTAVideo

/// The readers of files from strangers; each must end in a value or a typed error.
enum FuzzTarget: String, CaseIterable {
  /// Frames of a video or an image.
  case decode
  /// A `run.yaml`.
  case yaml
  /// A tracker's table.
  case tracks
  /// A table of spots.
  case localizations
  /// A ZetaView's header, size table or table of positions.
  case zetaview
  /// A NanoSight's summary.
  case nanosight

  /// Reads the file at `path`.
  func read(_ path: String) {
    switch self {
    case .decode:
      // Pictures of a few bytes may claim millions of pixels: those only cost time here.
      guard let seen = try? VideoProbe.properties(of: .file(path: path)),
        seen.width * seen.height <= 1 << 20,
        var reader = try? VideoReader(.file(path: path), frameRate_hz: 30)
      else { return }
      var image = GrayImage(width: 1, height: 1)
      var frames = 0
      while frames < 64, (try? reader.next(into: &image)).flatMap(\.self) != nil { frames += 1 }
    case .yaml:
      _ = try? RunFile.reading(path)
    case .tracks:
      guard let tracks = try? TrackTable.read(path, pixelSize_um: 0.7, frameRate_hz: 30) else {
        return
      }
      // Sizing costs a second for a table of many tracks, and an array for the last frame.
      let points = tracks.reduce(0) { $0 + $1.tracks.reduce(0) { $0 + $1.points.count } }
      guard points < 500, tracks.allSatisfy({ $0.frameTimes_s.count < 2000 }) else { return }
      _ = Pipeline(settings: Self.settings).size(tracks)
    case .localizations:
      _ = try? LocalizationTable.read(path)
    case .zetaview:
      _ = try? ZetaViewHeader(path: path)
      _ = try? ComparedResult(path: path)
    case .nanosight:
      _ = try? NanoSightSummary(path: path)
      _ = try? ComparedResult(path: path)
    }
  }

  private static var settings: MeasurementSettings {
    MeasurementSettings(
      pixelSize_um: Setting(0.7, from: .commandLine),
      temperature_C: Setting(25, from: .commandLine),
      viscosity_mPas: Setting(0.89, from: .commandLine))
  }
}
