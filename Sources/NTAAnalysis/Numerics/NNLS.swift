/// Non-negative least squares: the minimum of `½ xᵀ Q x - cᵀ x` with no component below zero.
///
/// Lawson and Hanson's active-set method (Solving Least Squares Problems, 1974, ch. 23), on the
/// normal equations because the problems have at most a few dozen unknowns. ``ConstrainedNewton``
/// uses it.
struct NNLS {
  private let size: Int
  private var curvature: [Double]
  private let linear: [Double]
  private let start: [Double]

  /// Ridge relative to each diagonal element, because neighbouring unknowns may be nearly
  /// collinear.
  private static let ridge = 1e-8

  /// A problem of `size` unknowns with a search that begins at `start`, all >= 0.
  init(size: Int, linear: [Double], start: [Double]) {
    precondition(linear.count == size && start.count == size)
    (self.size, self.linear, self.start) = (size, linear, start)
    curvature = [Double](repeating: 0, count: size * size)
  }

  /// Sets an element of the symmetric, positive semidefinite `Q`.
  mutating func setCurvature(_ i: Int, _ j: Int, _ value: Double) {
    let element = i == j ? value * (1 + Self.ridge) : value
    curvature[i * size + j] = element
    curvature[j * size + i] = element
  }

  /// The unknowns at the minimum.
  func minimiser() -> [Double] {
    var x = start
    var free = x.map { $0 > 0 }
    // Each iteration frees one unknown; rounding errors alone can require more than twice their
    // number.
    for _ in 0..<2 * size + 2 {
      settle(&x, &free)
      var best: (index: Int, push: Double)?
      for i in 0..<size where !free[i] {
        let push = linear[i] - (0..<size).reduce(0) { $0 + curvature[i * size + $1] * x[$1] }
        if push > 1e-9 * max(abs(linear[i]), 1), push > best?.push ?? 0 { best = (i, push) }
      }
      guard let best else { break }
      free[best.index] = true
    }
    return x
  }

  /// Solves for the free unknowns; those that would become negative are fixed at zero.
  private func settle(_ x: inout [Double], _ free: inout [Bool]) {
    while true {
      let members = (0..<size).filter { free[$0] }
      guard !members.isEmpty else { return }
      let solution = solved(members)
      var reach = 1.0
      for (i, value) in zip(members, solution) where value <= 0 {
        reach = min(reach, x[i] / max(x[i] - value, 1e-300))
      }
      var left = false
      for (i, value) in zip(members, solution) {
        x[i] += reach * (value - x[i])
        if value <= 0, x[i] <= 1e-12 {
          x[i] = 0
          free[i] = false
          left = true
        }
      }
      if reach >= 1 || !left { return }
    }
  }

  /// The solution for the unknowns in `members`; linearly dependent ones are set to zero.
  private func solved(_ members: [Int]) -> [Double] {
    SymmetricSystem(
      matrix: members.flatMap { i in members.map { j in curvature[i * size + j] } },
      right: members.map { linear[$0] }
    ).solution(leastPivot: 0.1 * Self.ridge)
  }
}
