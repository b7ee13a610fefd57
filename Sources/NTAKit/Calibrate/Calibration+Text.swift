import NTAAnalysis
import NTAVideo

extension Calibration {
  /// Name and value.
  private static let layout = ColumnLayout([.left(20)])
  /// Name of a criterion, measured value and limit, followed by whether it is met.
  private static let criterionLayout = ColumnLayout([.left(30), .left(12), .left(22)])

  /// The result and the acceptance table, for a terminal of 80 columns.
  public var text: String {
    var lines = measurements.map { Self.layout.line([$0.name, $0.text]) }
    lines += ["", Self.criterionLayout.line(["criterion", "measured", "limit"])]
    lines += criteria.map {
      Self.criterionLayout.line(
        [$0.name, $0.measuredText, $0.limitText, $0.passed ? "pass" : "FAIL"])
    }
    lines += ["", passed ? "calibration passed" : "calibration FAILED"]
    return lines.map { $0 + "\n" }.joined()
  }

  private var measurements: [(name: String, text: String)] {
    let standard = document.standard
    var lines = [
      (
        "standard",
        "\(standard.name)\(standard.lot.map { ", lot \($0)" } ?? ""), "
          + "\(NumberText.significant(standard.diameter_nm, digits: 4)) nm, k = 2: "
          + "\(NumberText.significant(standard.expanded_uncertainty_nm)) nm"
      )
    ]
    lines += pixelSizeLines
    lines.append(("axial half-width", axialHalfWidthText))
    if let stated = document.observed_volume.bead_concentration_stated_per_mL {
      let own = document.observed_volume.bead_concentration_self_calibrated_per_mL
      lines.append(
        (
          "bead concentration",
          "\(NumberText.scientific(stated)) /mL stated, \(NumberText.scientific(own)) /mL "
            + "self-calibrated"
        ))
    }
    return lines + [
      ("localisation error", "\(NumberText.significant(document.localization_error_nm)) nm"),
      ("spot sigma", "\(NumberText.significant(document.spot_sigma_px)) px"),
      ("bead brightness", "\(NumberText.significant(document.bead_height)) grey levels in focus"),
    ]
  }

  private var pixelSizeLines: [(name: String, text: String)] {
    func micrometres(_ value: Double) -> String { NumberText.fixed(value, decimals: 4) }
    let interval = pixelSizeInterval95_um
    let change = document.pixel_size_um / document.pixel_size_nominal_um - 1
    return [
      (
        "pixel size",
        "\(micrometres(document.pixel_size_um)) µm, 95 % interval "
          + "\(micrometres(interval.lowerBound)) to \(micrometres(interval.upperBound)) µm"
      ),
      (
        "certificate error",
        "± \(micrometres(document.pixel_size_certificate_uncertainty_um)) µm (k = 2)"
      ),
      (
        "nominal pixel size",
        "\(micrometres(document.pixel_size_nominal_um)) µm "
          + "(\(document.pixel_size_nominal_source)); change "
          + "\(change < 0 ? "-" : "+")\(NumberText.fixed(100 * abs(change), decimals: 2)) %"
      ),
    ]
  }

  private var axialHalfWidthText: String {
    let volume = document.observed_volume
    let interval = volume.slab_width_interval95_um.map {
      ", 95 % interval \(NumberText.significant($0.first)) to "
        + "\(NumberText.significant($0.last)) µm"
    }
    return "\(NumberText.significant(volume.slab_width_um)) µm (\(volume.method.rawValue))"
      + (interval ?? "")
  }
}
