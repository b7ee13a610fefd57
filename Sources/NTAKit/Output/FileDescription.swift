import NTAAnalysis
import NTAVideo

/// A file that the program writes, with its columns or keys: one section of `docs/files.md`.
struct FileDescription: Sendable {
  /// Name of the file.
  let name: String
  /// What it holds and what it is for, in sentences.
  let purpose: String
  /// Its columns or keys; empty for pages, pictures and the log.
  var fields: [ResultField] = []

  /// The files of a result folder.
  static let result = [
    FileDescription(
      name: "summary.json",
      purpose: "The whole result in one document. Values that do not exist are null.",
      fields: SummaryDocument.fields),
    FileDescription(
      name: "distribution.csv",
      purpose: "The size distribution of the particles in the sample: one row per bin of diameter. "
        + "The finite length of tracks and the depth in which each size is seen are corrected.",
      fields: DistributionRow.fields),
    FileDescription(
      name: "particles.csv",
      purpose: "One row per sized track. It is not a size distribution: each diameter is that of a "
        + "short track and scatters widely, so that a histogram of them is broader than "
        + "`distribution.csv`, and bright particles are over-represented, because they are seen over "
        + "a greater depth. Use it to look at single particles, and `distribution.csv` for sizes.",
      fields: ParticleResult.fields),
    FileDescription(
      name: "positions.csv", purpose: "One row per position of the cell, used or not.",
      fields: SummaryDocument.Position.fields),
    FileDescription(
      name: "intensity_diameter.csv",
      purpose:
        "A two-dimensional histogram of brightness and diameter of the tracks. Cells without "
        + "tracks have no row.", fields: IntensityDiameterRow.fields),
    FileDescription(
      name: "refractive_index.csv",
      purpose:
        "Refractive index by size; only with a calibration that states the brightness of its "
        + "beads.", fields: SummaryDocument.Material.fields),
    FileDescription(
      name: ResampleTable.fileName,
      purpose:
        "The resampled distributions from which the 95 % intervals are calculated; a blank is "
        + "subtracted with them.", fields: ResampleTable.fields),
    FileDescription(
      name: "tracks.csv",
      purpose: "Every detection of every track; only on request. trackpy reads it.",
      fields: PositionTracks.fields),
    FileDescription(name: "report.html", purpose: "The report, one page without a network."),
    FileDescription(
      name: ReportData.fileName,
      purpose: "What the report shows beyond the other files, so that it can be drawn again.",
      fields: ReportData.fields),
    FileDescription(
      name: "run.log",
      purpose: "What was done, with times; the only file that differs between repetitions."),
  ]

  /// The other files, and what the command line prints as JSON.
  static let others = [
    FileDescription(
      name: "comparison.csv (NAME.csv)", purpose: "One row per compared result.",
      fields: Comparison.fields),
    FileDescription(
      name: "NAME-pairs.csv", purpose: "One row for every two compared results.",
      fields: Comparison.pairFields),
    FileDescription(
      name: "replicates.csv (NAME-replicates.csv)",
      purpose: "Mean and scatter of the results of one sample: one row per sample and quantity.",
      fields: Comparison.replicateFields),
    FileDescription(
      name: "a calibration", purpose: "What `nta calibrate` writes.",
      fields: CalibrationDocument.fields),
    FileDescription(
      name: "a verdict", purpose: "What `nta verify` prints as JSON.",
      fields: VerdictDocument.fields),
  ]
}
