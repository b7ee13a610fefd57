import NTAAnalysis
import NTAVideo

extension ResultTable {
  /// The single row of a run: its numbers in `summary.json`.
  package static let summary = ResultTable(
    "runs", "a run", columns: origin + sizeGroups.flatMap(\.self) + statistics + count
  ) { [$0.summary] }

  private typealias Column = RowColumn<SummaryDocument>

  private static let origin: [Column] = [
    .text("sample", "Name of the sample") { $0.input.sample },
    .text("verdict", "`valid`, `doubtful` or `invalid`") { $0.validity?.verdict.rawValue },
    .text("instrument", "Name of the instrument profile") { $0.instrument?.name },
    .text("serial_number", "Serial number of the instrument") { $0.instrument?.serial_number },
    .text("calibration", "File of the calibration") { $0.calibration?.file },
    .text("standard", "Standard that the calibration was made with") { $0.calibration?.standard },
    .text("software_version", "Version of nta") { $0.software.version },
    .text("ffmpeg_version", "Version of the decoder") { $0.software.ffmpeg },
  ]

  private static let sizeGroups: [[Column]] = [
    [.number("mode_nm", "Mode of the distribution") { $0.size.mode_nm }],
    Column.interval("mode", unit: "_nm", "mode") { $0.size.interval95.mode_nm },
    [.number("mean_nm", "Mean diameter") { $0.size.mean_nm }],
    Column.interval("mean", unit: "_nm", "mean") { $0.size.interval95.mean_nm },
    [
      .number("sd_nm", "Standard deviation of the distribution") { $0.size.sd_nm },
      .number("cv", "Standard deviation divided by the mean") { $0.size.cv },
      .number("d10_nm", "Diameter below which 10 % of the particles are") { $0.size.d10_nm },
    ],
    Column.interval("d10", unit: "_nm", "D10") { $0.size.interval95.d10_nm },
    [.number("d50_nm", "Median diameter") { $0.size.d50_nm }],
    Column.interval("d50", unit: "_nm", "D50") { $0.size.interval95.d50_nm },
    [.number("d90_nm", "Diameter below which 90 % of the particles are") { $0.size.d90_nm }],
    Column.interval("d90", unit: "_nm", "D90") { $0.size.interval95.d90_nm },
    [
      .number("span", "Width (D90 - D10) / D50") { $0.size.span },
      .number("detection_limit_nm", "Smallest diameter that could be detected") {
        $0.size.detection_limit_nm
      },
    ],
    Column.interval("share_30_to_150", unit: "", "fraction from 30 to 150 nm") {
      $0.size.interval95.share_30_to_150
    },
  ]

  private static let statistics: [Column] =
    columns("per_track", "tracks, without corrections") { $0.size.per_track }
    + columns("surface_weighted", "distribution of surface") { $0.size.surface_weighted }
    + columns("volume_weighted", "distribution of volume") { $0.size.volume_weighted }

  private static func columns(
    _ prefix: String, _ meaning: String,
    _ statistics: @escaping @Sendable (SummaryDocument) -> SummaryDocument.Statistics?
  ) -> [Column] {
    [
      .number("\(prefix)_mode_nm", "Mode of the \(meaning)") { statistics($0)?.mode_nm },
      .number("\(prefix)_mean_nm", "Mean of the \(meaning)") { statistics($0)?.mean_nm },
      .number("\(prefix)_sd_nm", "Standard deviation of the \(meaning)") { statistics($0)?.sd_nm },
      .number("\(prefix)_d10_nm", "D10 of the \(meaning)") { statistics($0)?.d10_nm },
      .number("\(prefix)_d50_nm", "D50 of the \(meaning)") { statistics($0)?.d50_nm },
      .number("\(prefix)_d90_nm", "D90 of the \(meaning)") { statistics($0)?.d90_nm },
    ]
  }

  private static let count: [Column] = concentration + concentrationInterval + tracks

  private static let concentrationInterval =
    Column.interval("sample", unit: "_per_mL", "concentration in the sample") {
      $0.concentration.interval95_per_mL
    }

  private static let concentration: [Column] =
    [
      .number("measured_per_mL", "Concentration in the measured cell") {
        $0.concentration.measured_per_mL
      },
      .number("sample_per_mL", "Concentration in the sample before dilution") {
        $0.concentration.sample_per_mL
      },
      .number("limit95_sample_per_mL", "Upper limit of a sample in which no particles were found") {
        $0.concentration.limit95?.sample_per_mL
      },
      .number("particles_per_frame", "Particles in the observed volume, corrected for losses") {
        $0.concentration.particles_per_frame
      },
      .number("area_um2", "Area of the field of view") { $0.concentration.area_um2 },
    ]

  private static let tracks: [Column] =
    [
      .number("dilution", "How many times the sample was diluted") { $0.concentration.dilution },
      .text("concentration_method", "How the observed volume is known") {
        $0.concentration.method
      },
      .number("depth_um", "Depth of the observed volume") { $0.concentration.depth_um },
      .whole("tracks", "Number of tracks") { $0.tracks.count },
      .whole("tracks_used", "Number of tracks that were sized") { $0.tracks.used },
      .number("median_frames", "Median length of the tracks that were sized, in frames") {
        $0.tracks.median_frames
      },
      .number("localization_error_nm", "Localisation error per axis") {
        $0.tracks.localization_error_nm
      },
      .number("spot_sigma_px", "Gaussian sigma of a spot") { $0.tracks.spot_sigma_px },
      .number("diffusion_um2_per_s", "Diffusion coefficient from the mean squared displacement") {
        $0.displacement?.diffusion_um2_per_s
      },
      .number("diffusion_se_um2_per_s", "Its standard error") {
        $0.displacement?.diffusion_se_um2_per_s
      },
      .number("flow_um_per_s", "Flow that differs between particles and was taken out") {
        $0.displacement?.flow_um_per_s
      },
      .whole("positions", "Number of positions") { $0.positions.count },
      .whole("positions_used", "Number of positions that are pooled") {
        $0.positions.count { $0.used }
      },
      .whole("warnings", "Number of warnings") { $0.warnings.count },
    ]
}
