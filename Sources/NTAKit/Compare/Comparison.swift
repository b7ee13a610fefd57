import NTAAnalysis
import NTAVideo

/// Several results side by side: the differences between them, and the agreement of replicates.
package struct Comparison: Sendable {
  /// The comparison of two results.
  package struct Pair: Sendable, Equatable {
    /// Index of the first result in ``Comparison/results``, from 0.
    package var first: Int
    /// Index of the second result.
    package var second: Int
    /// Wasserstein-1 distance of the distributions in nm; `nil` if either has none.
    package var distance_nm: Double?
    /// True when the modes differ by more than their intervals allow; `nil` if either has none.
    package var modesDiffer: Bool?
    /// The same for the medians.
    package var mediansDiffer: Bool?
    /// The same for the concentrations.
    package var concentrationsDiffer: Bool?
  }

  /// Results of the same sample, by the same program unless all are declared replicates.
  package struct Group: Sendable, Equatable {
    /// Name of the sample, followed by the program in parentheses if several programs measured it.
    package var sample: String
    /// Indices of the results in ``Comparison/results``, from 0.
    package var members: [Int]
    /// Number of results.
    package var count: Int { members.count }
    /// Scatter of the modes between results, nm; `nil` if fewer than two have one.
    package var mode_nm: Replicates?
    /// The same for the medians.
    package var d50_nm: Replicates?
    /// The same for the concentrations of the undiluted sample, per mL.
    package var concentration_per_mL: Replicates?
    /// Linearity of the dilution series; `nil` if the dilutions do not differ.
    package var dilutions: DilutionSeries?
  }

  /// The results, in the order in which they were given.
  package let results: [ComparedResult]
  /// All pairs of results.
  package let pairs: [Pair]
  /// All samples with several results by the same program, or one group of all declared replicates.
  package let groups: [Group]

  /// Results that equal an earlier one in all but the name, by their indices, with that one's index.
  ///
  /// Two measurements never agree to the last digit, so they are one result that was named twice, or
  /// copied. It counts once among repetitions.
  package let repeated: [(copy: Int, original: Int)]

  /// What the user should know of the results.
  package var warnings: [RunWarning] {
    repeated.map { .resultRepeated(copy: results[$0.copy].name, of: results[$0.original].name) }
  }

  /// Which results are pooled as replicates.
  package enum Pooling: Sendable {
    /// Those of one sample, by one program.
    case ofSameSample
    /// All of them, whatever the names of their samples.
    case all
    /// None.
    case none

    /// What the user has chosen: all, none, or nothing, which leaves it to the names of the samples.
    package static func chosen(_ areReplicates: Bool?) -> Pooling {
      switch areReplicates {
      case true?: .all
      case false?: .none
      case nil: .ofSameSample
      }
    }
  }

  /// Compares results.
  ///
  /// - Parameters:
  ///   - results: at least two.
  ///   - pooling: which results are replicates.
  /// - Throws: ``CompareError/tooFew``.
  package init(_ results: [ComparedResult], pooling: Pooling = .ofSameSample) throws(CompareError) {
    guard results.count >= 2 else { throw .tooFew }
    self.results = results
    var pairs: [Pair] = []
    for first in results.indices {
      for second in results.indices.dropFirst(first + 1) {
        pairs.append(Self.pair(results, first, second))
      }
    }
    self.pairs = pairs
    repeated = Self.repeated(in: results)
    let copies = Set(repeated.map(\.copy))
    let single = results.indices.filter { !copies.contains($0) }
    groups =
      switch pooling {
      case .ofSameSample: Self.groups(single, of: results)
      case .all: [Self.group(single, of: results, sample: "all results")]
      case .none: []
      }
  }

  private static func repeated(in results: [ComparedResult]) -> [(copy: Int, original: Int)] {
    results.indices.compactMap { index in
      results[..<index].firstIndex { results[index].isCopy(of: $0) }
        .map { (copy: index, original: $0) }
    }
  }

  /// Groups results by sample and program: results of two programs for one run are not replicates.
  private static func groups(_ indices: [Int], of results: [ComparedResult]) -> [Group] {
    var members: [String: [Int]] = [:]
    for index in indices {
      if let sample = results[index].sample { members[sample, default: []].append(index) }
    }
    return members.sorted { $0.key < $1.key }.flatMap { sample, all in
      let byOrigin = Dictionary(grouping: all) { results[$0].origin }
      return byOrigin.sorted { $0.key.rawValue < $1.key.rawValue }
        .filter { $0.value.count >= 2 }
        .map { origin, some in
          group(
            some, of: results,
            sample: byOrigin.count > 1 ? "\(sample) (\(origin.rawValue))" : sample)
        }
    }
  }

  private static func pair(_ results: [ComparedResult], _ first: Int, _ second: Int) -> Pair {
    let (a, b) = (results[first], results[second])
    var distance: Double?
    if let one = a.distribution, let other = b.distribution {
      distance = one.wassersteinDistance_nm(to: other)
    }
    return Pair(
      first: first, second: second, distance_nm: distance,
      modesDiffer: isDifferenceSignificant(
        a.mode_nm, a.modeInterval95_nm, b.mode_nm, b.modeInterval95_nm),
      mediansDiffer: isDifferenceSignificant(
        a.d50_nm, a.d50Interval95_nm, b.d50_nm, b.d50Interval95_nm),
      concentrationsDiffer: isDifferenceSignificant(
        a.concentration_per_mL, a.concentrationInterval95_per_mL, b.concentration_per_mL,
        b.concentrationInterval95_per_mL))
  }

  /// True when the 95 % confidence interval of the difference of independent values excludes 0.
  ///
  /// Overlapping intervals do not imply agreement, so the half-widths that face each other are
  /// added in quadrature.
  static func isDifferenceSignificant(
    _ a: Double?, _ aInterval: ClosedRange<Double>?, _ b: Double?, _ bInterval: ClosedRange<Double>?
  ) -> Bool? {
    guard let a, let b, let aInterval, let bInterval else { return nil }
    let (low, high, lowEnd, highEnd) =
      a <= b
      ? (a, b, aInterval.upperBound, bInterval.lowerBound)
      : (b, a, bInterval.upperBound, aInterval.lowerBound)
    let up = max(lowEnd - low, 0)
    let down = max(high - highEnd, 0)
    return high - low > (up * up + down * down).squareRoot()
  }

  private static func group(
    _ indices: [Int], of results: [ComparedResult], sample: String
  ) -> Group {
    let members = indices.map { results[$0] }
    let points = members.compactMap { member in
      member.dilution.flatMap { dilution in
        member.concentration_per_mL.map { (dilution: dilution, concentration_per_mL: $0) }
      }
    }
    return Group(
      sample: sample, members: indices, mode_nm: Replicates(members.compactMap(\.mode_nm)),
      d50_nm: Replicates(members.compactMap(\.d50_nm)),
      concentration_per_mL: Replicates(members.compactMap(\.concentration_per_mL)),
      dilutions: DilutionSeries(points))
  }
}
