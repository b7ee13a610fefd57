import NTAAnalysis
import NTAVideo

extension BeadPopulation {
  /// Median diameter of the particles around the mode, nm.
  static func median_nm(_ size: SizeResult) -> Double {
    median_nm(size.distribution, around: size.statistics.mode_nm) ?? size.statistics.d50_nm
  }

  /// Fraction of the particles around the mode.
  static func share(_ size: SizeResult) -> Double {
    let mode = size.statistics.mode_nm
    return size.distribution.share(in: mode / factor...mode * factor)
  }
}
