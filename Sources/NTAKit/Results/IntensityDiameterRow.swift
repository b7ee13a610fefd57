import NTAAnalysis
import NTAVideo

/// One cell of the table of brightness against diameter, `intensity_diameter.csv`.
///
/// Both axes are logarithmic: 16 bins per decade of diameter, 8 per decade of brightness. Cells
/// without tracks have no row.
struct IntensityDiameterRow: Sendable, Equatable {
  static let fields = [
    ResultField("diameter_lower_nm", "nm", "lower edge of the cell, in diameter"),
    ResultField("diameter_upper_nm", "nm", "upper edge of the cell, in diameter"),
    ResultField("intensity_lower", "grey levels", "lower edge of the cell, in brightness"),
    ResultField("intensity_upper", "grey levels", "upper edge of the cell, in brightness"),
    ResultField("tracks", "", "number of tracks in the cell"),
    ResultField("frames", "", "number of detections in these tracks"),
  ]

  private static let intensityBins = LogBins(perDecade: 8)

  var diameter_nm: Range<Double>
  /// Median brightness of the tracks, grey levels.
  var intensity: Range<Double>
  var tracks: Int
  /// Detections in these tracks.
  var frames: Int

  private struct Cell: Hashable, Comparable {
    var diameter: Int
    var intensity: Int
    static func < (a: Cell, b: Cell) -> Bool {
      (a.diameter, a.intensity) < (b.diameter, b.intensity)
    }
  }

  /// All cells with tracks, by ascending diameter, then brightness.
  static func all(of particles: some Sequence<ParticleResult>) -> [IntensityDiameterRow] {
    var counts: [Cell: (tracks: Int, frames: Int)] = [:]
    for particle in particles {
      let (d, i) = (particle.diameter_nm, particle.intensity)
      guard d > 0, d.isFinite, i > 0, i.isFinite else { continue }
      let cell = Cell(
        diameter: LogBins.diameter.index(of: d), intensity: intensityBins.index(of: i))
      counts[cell, default: (0, 0)].tracks += 1
      counts[cell, default: (0, 0)].frames += particle.frames
    }
    return counts.sorted { $0.key < $1.key }.map { cell, count in
      IntensityDiameterRow(
        diameter_nm: LogBins.diameter.range(cell.diameter),
        intensity: intensityBins.range(cell.intensity), tracks: count.tracks,
        frames: count.frames)
    }
  }

  var csv: CSVRow {
    var row = CSVRow()
    row.append(diameter_nm.lowerBound)
    row.append(diameter_nm.upperBound)
    row.append(intensity.lowerBound)
    row.append(intensity.upperBound)
    row.append(tracks)
    row.append(frames)
    return row
  }
}
