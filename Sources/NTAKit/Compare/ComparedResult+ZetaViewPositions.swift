import Foundation
import NTAAnalysis
import NTAVideo

extension ComparedResult {
  /// The results in a table of positions: means over the positions in use, without a distribution.
  init(_ table: ZetaViewPositionTable, name: String) {
    self.init(name: name, origin: .zetaView)
    let used = table.positions.filter(\.isUsed)
    tracks = Int(exactly: used.reduce(0) { $0 + ($1.traces.finite ?? 0) }.rounded(.down))
    guard !used.isEmpty, let mean = table.mean else { return }
    mode_nm = mean.peak_nm.finite
    d50_nm = mean.d50_nm.finite
    concentration_per_mL = mean.concentration_per_mL.finite
    d50Interval95_nm = Replicates(used.map(\.d50_nm))?.interval95
    concentrationInterval95_per_mL = Replicates(used.map(\.concentration_per_mL))?.interval95
  }
}
