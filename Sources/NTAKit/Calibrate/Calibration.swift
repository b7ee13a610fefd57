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
  public var warnings: [RunWarning] {
    document.warnings.map { RunWarning(code: $0.code, message: $0.message) }
  }

  /// The calibration file: JSON of the schema `nta.calibration/1`, keys sorted, final line end.
  ///
  /// - Returns: the text.
  /// - Throws: `NTAError` with exit code 70 for a value that JSON cannot represent.
  public func json() throws(NTAError) -> String {
    do throws(FileError) {
      return try document.json()
    } catch {
      throw NTAError(error)
    }
  }
}

extension Calibration {
  /// Reads a calibration file, whether it passed or not.
  ///
  /// - Parameter path: a file written by `nta calibrate`.
  /// - Throws: ``CalibrationError`` for a missing file or one that is no calibration.
  public init(path: String) throws(CalibrationError) {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw .unreadable(path: path, reason: FileProblem.reason(error))
    }
    let document: CalibrationDocument
    do {
      document = try JSONDecoder().decode(CalibrationDocument.self, from: data)
    } catch {
      throw .malformed(path: path, reason: "its keys are not those of a calibration")
    }
    guard document.schema == CalibrationDocument.currentSchema else {
      throw .malformed(path: path, reason: "its schema is '\(document.schema)'")
    }
    guard Quantity.pixelSize.allowed.contains(document.pixel_size_um),
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

extension Calibration {
  /// The result and the acceptance table, for a terminal of 80 columns.
  public var text: String {
    let interval = pixelSizeInterval95_um
    let change = document.pixel_size_um / document.pixel_size_nominal_um - 1
    func micrometres(_ value: Double) -> String { NumberText.fixed(value, decimals: 4) }
    var lines = [
      "standard            \(document.standard.name)\(document.standard.lot.map { ", lot \($0)" } ?? ""), "
        + "\(NumberText.significant(document.standard.diameter_nm, digits: 4)) nm, k = 2: "
        + "\(NumberText.significant(document.standard.expanded_uncertainty_nm)) nm",
      "pixel size          \(micrometres(document.pixel_size_um)) µm, 95 % interval "
        + "\(micrometres(interval.lowerBound)) to \(micrometres(interval.upperBound)) µm",
      "certificate adds    \(micrometres(document.pixel_size_certificate_uncertainty_um)) µm (k = 2)",
      "nominal             \(micrometres(document.pixel_size_nominal_um)) µm "
        + "(\(document.pixel_size_nominal_source)); change "
        + "\(change < 0 ? "-" : "+")\(NumberText.fixed(100 * abs(change), decimals: 2)) %",
      "slab width          \(NumberText.significant(document.observed_volume.slab_width_um)) µm "
        + "(\(document.observed_volume.method.rawValue))"
        + (document.observed_volume.slab_width_interval95_um.map {
          ", 95 % interval \(NumberText.significant($0.first)) to "
            + "\(NumberText.significant($0.last)) µm"
        } ?? ""),
    ]
    if let stated = document.observed_volume.bead_concentration_stated_per_mL {
      lines.append(
        "stated beads        \(NumberText.scientific(stated)) /mL; by their own count "
          + NumberText.scientific(
            document.observed_volume.bead_concentration_self_calibrated_per_mL) + " /mL")
    }
    lines += [
      "localisation error  \(NumberText.significant(document.localization_error_nm)) nm",
      "spot sigma          \(NumberText.significant(document.spot_sigma_px)) px",
      "bead brightness     \(NumberText.significant(document.bead_height)) grey levels in focus",
      "",
      Self.row("criterion", "measured", "limit", ""),
    ]
    lines += criteria.map {
      Self.row(
        $0.name, $0.measuredText, $0.limitText,
        $0.passed ? "pass" : "FAIL")
    }
    lines += ["", passed ? "calibration passed" : "calibration FAILED"]
    return lines.map { $0 + "\n" }.joined()
  }

  private static func row(_ name: String, _ value: String, _ limit: String, _ end: String) -> String
  {
    func padded(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(width - text.count, 1))
    }
    var line = padded(name, 30) + padded(value, 12) + padded(limit, 22) + end
    while line.last == " " { line.removeLast() }
    return line
  }
}
