import Foundation

/// CPU time of the calling thread, which does not count while other processes have the processor.
enum ThreadClock {
  /// Time since an arbitrary start, in µs.
  static var now_us: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
  }
}

/// The times of several kernels over several rounds.
struct Measurement {
  private let kernels: [Kernel]
  /// µs per piece, by kernel and round.
  private var times_us: [[Double]]
  /// What the first call of each kernel returned.
  private let results: [Int]

  /// Runs every kernel once in each round, so that a slow spell of the machine affects all of them.
  ///
  /// A first round, which is not counted, warms caches and buffers.
  init(_ kernels: [Kernel], rounds: Int) throws {
    self.kernels = kernels
    times_us = kernels.map { _ in [] }
    results = try kernels.map { try $0.call() }
    for _ in 0..<rounds {
      for (index, kernel) in kernels.enumerated() { times_us[index].append(try kernel.time_us()) }
    }
  }

  /// The times of one kernel.
  struct Row: Encodable {
    let kernel: String
    let input: String
    let median_us: Double
    let minimum_us: Double
    /// A number from the result of a call, the same whenever the same work is done.
    let result: Int
  }

  /// The rows of the table, in the order of the kernels.
  var rows: [Row] {
    kernels.indices.map { index in
      Row(
        kernel: kernels[index].name, input: kernels[index].input,
        median_us: middle(of: times_us[index]), minimum_us: times_us[index].min() ?? 0,
        result: results[index])
    }
  }

  /// The median over rounds of a ratio; nil if one of its kernels was not run.
  func value(of ratio: Ratio) -> Double? {
    guard let above = kernels.firstIndex(where: { $0.name == ratio.above.kernel }),
      let below = kernels.firstIndex(where: { $0.name == ratio.below.kernel })
    else { return nil }
    return middle(
      of: zip(times_us[above], times_us[below]).map {
        $0 * ratio.above.count / ($1 * ratio.below.count)
      })
  }
}

/// The median; 0 for an empty list.
private func middle(of values: [Double]) -> Double {
  guard !values.isEmpty else { return 0 }
  let sorted = values.sorted()
  return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}
