/// A piece of the analysis that is timed alone, on drawn input.
struct Kernel {
  let name: String
  /// The input of one call, for the table.
  let input: String
  /// Number of calls timed together in a round.
  let repetitions: Int
  /// Number of equal pieces of work in one call, such as spots or frames; times are per piece.
  let pieces: Int
  /// Runs the kernel once and returns a number from its result; 0 if it has none.
  let call: () throws -> Int

  init(
    _ name: String, on input: String, repetitions: Int, pieces: Int = 1,
    call: @escaping () throws -> Int
  ) {
    (self.name, self.input, self.repetitions) = (name, input, repetitions)
    (self.pieces, self.call) = (pieces, call)
  }

  /// CPU time per piece of one round, in µs.
  func time_us() throws -> Double {
    let start = ThreadClock.now_us
    for _ in 0..<repetitions { Sink.take(try call()) }
    return (ThreadClock.now_us - start) / Double(repetitions * max(pieces, 1))
  }
}

/// A ratio of two kernels' times, with the numbers of pieces that are compared.
struct Ratio {
  let name: String
  let above: (kernel: String, count: Double)
  let below: (kernel: String, count: Double)

  init(
    _ name: String, _ above: String, times count: Int = 1, over below: String, times other: Int = 1
  ) {
    self.name = name
    (self.above, self.below) = ((above, Double(count)), (below, Double(other)))
  }
}

/// Receives results, so that no call can be left out by the compiler.
enum Sink {
  @inline(never) @_optimize(none)
  static func take(_ value: Int) {}
}
