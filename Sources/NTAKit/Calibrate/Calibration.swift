import Foundation
import NTAAnalysis
import NTAVideo

/// The scale of an instrument, measured with beads of certified size.
public struct Calibration: Sendable, Equatable {
  let document: CalibrationDocument

  /// True when every criterion is met.
  public var passed: Bool { document.passed }
  /// The acceptance table.
  public var criteria: [CalibrationCriterion] { document.criteria }
  /// Effective pixel size in the sample plane, in (0, 100] µm.
  public var pixelSize_um: Double { document.pixel_size_um }
  /// Its 95 % interval in µm, without the certificate's uncertainty.
  public var pixelSizeInterval95_um: ClosedRange<Double> {
    let ends = document.pixel_size_interval95_um
    return ends[0]...ends[1]
  }
  /// Warnings to consider before using the calibration.
  public var warnings: [WarningText] { document.warnings }

  /// The calibration file: JSON of the schema `nta.calibration/1`, keys sorted, final line end.
  ///
  /// - Returns: the text.
  /// - Throws: `NTAError` of category `internalFault` for a value that JSON cannot represent.
  public func json() throws(NTAError) -> String {
    do throws(FileError) {
      return try document.json()
    } catch {
      throw NTAError(error)
    }
  }
}

extension Calibration {
  /// A thousand times the size of a calibration, in bytes.
  private static let sizeLimit = 1 << 23

  /// Reads a calibration file, whether it passed or not.
  ///
  /// - Parameter path: a file written by `nta calibrate`.
  /// - Throws: ``CalibrationError`` for a missing file or one that is no calibration.
  public init(path: String) throws(CalibrationError) {
    let data: Data
    do throws(SmallFile.Problem) {
      data = Data(try SmallFile.bytes(of: path, limit: Self.sizeLimit))
    } catch {
      switch error {
      case .unreadable(let reason): throw .unreadable(path: path, reason: reason)
      case .tooLarge(let bytes):
        throw .malformed(path: path, reason: "it has \(bytes) bytes, more than any calibration")
      }
    }
    let document: CalibrationDocument
    do {
      document = try JSONDecoder().decode(CalibrationDocument.self, from: data)
    } catch {
      throw .malformed(path: path, reason: "it does not have the keys of a calibration")
    }
    guard document.schema == CalibrationDocument.currentSchema else {
      throw .malformed(path: path, reason: "its schema is '\(document.schema)'")
    }
    guard SettingDefinition[\.pixelSize_um].allows(document.pixel_size_um),
      document.pixel_size_interval95_um.count == 2,
      document.pixel_size_interval95_um[0] <= document.pixel_size_interval95_um[1],
      document.observed_volume.slab_width_um.map({ $0 > 0 }) ?? true,
      document.observed_volume.slab_width_interval95_um.map({
        $0.count == 2 && $0[0] > 0 && $0[0] <= $0[1]
      }) ?? true,
      document.standard.diameter_nm > 0, document.bead_height.map({ $0 > 0 }) ?? true,
      document.bead_height_relative_error.map({ $0 >= 0 }) ?? true
    else { throw .malformed(path: path, reason: "a number in it makes no sense") }
    self.init(document: document)
  }
}
