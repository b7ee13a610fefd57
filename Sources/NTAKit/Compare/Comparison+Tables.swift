import NTAAnalysis
import NTAVideo

extension Comparison {
  /// The columns of the table of results.
  static let fields = [
    ResultField("name", "", "name of the file or folder"),
    ResultField("origin", "", "program that measured: nta, ZetaView or NanoSight"),
    ResultField("sample", "", "name of the sample"),
    ResultField("mode_nm", "nm", "diameter of the highest number density"),
    ResultField("mode_lower95_nm", "nm", "lower end of its 95 % interval"),
    ResultField("mode_upper95_nm", "nm", "upper end of its 95 % interval"),
    ResultField("mean_nm", "nm", "number-weighted mean diameter"),
    ResultField("sd_nm", "nm", "standard deviation of the diameters"),
    ResultField("d10_nm", "nm", "diameter below which 10 % of the particles lie"),
    ResultField("d50_nm", "nm", "median diameter"),
    ResultField("d50_lower95_nm", "nm", "lower end of its 95 % interval"),
    ResultField("d50_upper95_nm", "nm", "upper end of its 95 % interval"),
    ResultField("d90_nm", "nm", "diameter below which 90 % of the particles lie"),
    ResultField("concentration_per_mL", "1/mL", "particles per mL of the undiluted sample"),
    ResultField("concentration_lower95_per_mL", "1/mL", "lower end of its 95 % interval"),
    ResultField("concentration_upper95_per_mL", "1/mL", "upper end of its 95 % interval"),
    ResultField(
      "measured_per_mL", "1/mL", "particles per mL of the measured liquid; empty without a dilution"
    ),
    ResultField("sample_per_mL", "1/mL", "the same as `concentration_per_mL`"),
    ResultField("dilution", "", "dilution factor of the sample"),
    ResultField("tracks", "", "number of tracks that were sized"),
    ResultField(
      "detection_limit_nm", "nm", "diameter below which particles are too faint to be seen"),
    ResultField("validity", "", "verdict on a result of nta: valid, doubtful or invalid"),
  ]

  /// The columns of the table of pairs.
  static let pairFields = [
    ResultField("first", "", "name of one result"),
    ResultField("second", "", "name of the other result"),
    ResultField("distance_nm", "nm", "Wasserstein-1 distance of the distributions"),
    ResultField(
      "modes_differ", "", "whether the 95 % interval of the difference excludes 0; empty if unknown"
    ),
    ResultField("medians_differ", "", "the same for the median diameters"),
    ResultField("concentrations_differ", "", "the same for the concentrations of the samples"),
  ]

  /// The columns of the table of replicates.
  static let replicateFields = [
    ResultField("sample", "", "name of the sample, with the program if several measured it"),
    ResultField(
      "quantity", "",
      "`mode_nm`, `d50_nm`, `concentration_per_mL` (of the undiluted sample) or `dilution_slope`"),
    ResultField("count", "", "number of results"),
    ResultField("mean", "that of the quantity", "mean of the results"),
    ResultField("sd", "that of the quantity", "standard deviation between results"),
    ResultField("cv", "", "`sd` / `mean`"),
    ResultField("lower95", "that of the quantity", "lower end of the 95 % interval of the mean"),
    ResultField("upper95", "that of the quantity", "upper end of the 95 % interval of the mean"),
  ]

  /// One row per result, as CSV according to RFC 4180.
  package var csv: String {
    let rows = results.map { result in
      var row = CSVRow()
      row.append(result.name)
      row.append(result.origin.rawValue)
      row.append(result.sample)
      row.append(result.mode_nm)
      row.append(result.modeInterval95_nm?.lowerBound)
      row.append(result.modeInterval95_nm?.upperBound)
      row.append(result.mean_nm)
      row.append(result.sd_nm)
      row.append(result.d10_nm)
      row.append(result.d50_nm)
      row.append(result.d50Interval95_nm?.lowerBound)
      row.append(result.d50Interval95_nm?.upperBound)
      row.append(result.d90_nm)
      row.append(result.concentration_per_mL)
      row.append(result.concentrationInterval95_per_mL?.lowerBound)
      row.append(result.concentrationInterval95_per_mL?.upperBound)
      row.append(
        result.concentration_per_mL.flatMap { sample in result.dilution.map { sample / $0 } })
      row.append(result.concentration_per_mL)
      row.append(result.dilution)
      row.append(result.tracks)
      row.append(result.detectionLimit_nm)
      row.append(result.validity?.rawValue)
      return row.line
    }
    return Self.fields.csvHeader + "\n" + rows.joined()
  }

  /// The differences between every two results, one row per pair; whether they differ by more than
  /// their intervals allow is `true`, `false`, or empty if an interval is unknown.
  package var pairsCSV: String {
    var text = Self.pairFields.csvHeader + "\n"
    for pair in pairs {
      var row = CSVRow()
      row.append(results[pair.first].name)
      row.append(results[pair.second].name)
      row.append(pair.distance_nm)
      for differs in [pair.modesDiffer, pair.mediansDiffer, pair.concentrationsDiffer] {
        row.append(differs)
      }
      text += row.line
    }
    return text
  }

  /// The scatter of replicates: one row per sample and quantity, whose name includes its unit.
  ///
  /// The slope of a dilution series has no scatter. Only the header if there are no replicates.
  package var replicatesCSV: String {
    var text = Self.replicateFields.csvHeader + "\n"
    for group in groups {
      let rows: [(String, Replicates?)] = [
        ("mode_nm", group.mode_nm), ("d50_nm", group.d50_nm),
        ("concentration_per_mL", group.concentration_per_mL),
      ]
      for (name, replicates) in rows {
        guard let replicates else { continue }
        var row = CSVRow()
        row.append(group.sample)
        row.append(name)
        row.append(replicates.count)
        row.append(replicates.mean)
        row.append(replicates.sd)
        row.append(replicates.cv)
        row.append(replicates.interval95.lowerBound)
        row.append(replicates.interval95.upperBound)
        text += row.line
      }
      if let series = group.dilutions {
        var row = CSVRow()
        row.append(group.sample)
        row.append("dilution_slope")
        row.append(series.points.count)
        row.append(series.slope)
        for _ in 0..<2 { row.append(Double?.none) }
        row.append(series.interval95?.lowerBound)
        row.append(series.interval95?.upperBound)
        text += row.line
      }
    }
    return text
  }
}
