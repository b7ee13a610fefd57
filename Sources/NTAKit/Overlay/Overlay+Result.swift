import Foundation
import NTAAnalysis
import NTAVideo

extension Overlay {
  /// Demands that a result was measured on a position of a recording.
  ///
  /// The first frame tells. Results of earlier versions do not have its hash: there the number of
  /// positions and the file name must agree.
  ///
  /// - Parameters:
  ///   - folder: the result.
  ///   - source: the position that is to be drawn.
  ///   - settings: how the recording is read.
  ///   - positions: positions of the recording, at least 1.
  /// - Throws: ``OverlayError/otherRecording(result:file:difference:)``, or why one of the two cannot
  ///   be read.
  package static func checkOrigin(
    of folder: ResultFolder, in source: PositionSource, settings: MeasurementSettings,
    positions: Int
  ) throws(OverlayError) {
    let summary: SummaryDocument
    do throws(FileError) { summary = try folder.summary() } catch { throw .result(error) }
    guard let measured = summary.positions.first(where: { $0.index == source.index }) else {
      throw .otherRecording(
        result: folder.path, file: source.fileName,
        difference: "it has no position \(source.index)")
    }
    let first = try firstFrame(of: source, settings)
    let difference: String?
    if let fingerprint = measured.fingerprint {
      let isSame = fingerprint == SummaryDocument.Position.text(ofFingerprint: first.fingerprint)
      difference = isSame ? nil : "the first frame differs from that of \(measured.file)"
    } else {
      difference = summary.difference(from: source, positions: positions, measured: measured)
    }
    if let difference {
      throw .otherRecording(
        result: folder.path, file: source.fileName, difference: difference)
    }
  }

  /// The first whole frame of a position.
  private static func firstFrame(
    of source: PositionSource, _ settings: MeasurementSettings
  ) throws(OverlayError) -> GrayImage {
    var image = GrayImage(width: 1, height: 1)
    var reader = try reader(source, settings)
    guard try next(&reader, into: &image, from: 0) != nil else {
      throw .noSuchFrame(file: source.fileName, first: 0)
    }
    return image
  }
}

extension SummaryDocument {
  /// What contradicts a recording, by what results of earlier versions say of theirs; `nil` if nothing
  /// does, or if the result is of a table.
  fileprivate func difference(
    from source: PositionSource, positions count: Int, measured: Position
  ) -> String? {
    if measured.file.isEmpty { return nil }
    if positions.count != count {
      return "it has \(positions.count) positions, the recording \(count)"
    }
    func stem(_ name: String) -> String { (name as NSString).deletingPathExtension }
    if stem(measured.file) != stem(source.fileName) { return "it was measured on \(measured.file)" }
    return nil
  }
}
