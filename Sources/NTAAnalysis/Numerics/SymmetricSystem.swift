/// Linear equations `Q x = c` with a symmetric, positive semidefinite `Q`, solved by Cholesky's
/// decomposition.
struct SymmetricSystem {
  /// `Q` by rows; the lower triangle is read.
  var matrix: [Double]
  /// `c`.
  var right: [Double]

  /// The unknowns.
  ///
  /// - Parameter leastPivot: share of a diagonal element that must be left after elimination; an
  ///   unknown with less is linearly dependent on those before it and is set to zero.
  /// - Returns: one value per equation.
  func solution(leastPivot: Double) -> [Double] {
    let n = right.count
    precondition(matrix.count == n * n)
    var lower = [Double](repeating: 0, count: n * n)
    var y = [Double](repeating: 0, count: n)
    for i in 0..<n {
      for j in 0...i {
        var sum = matrix[i * n + j]
        for k in 0..<j { sum -= lower[i * n + k] * lower[j * n + k] }
        if i > j {
          lower[i * n + j] = lower[j * n + j] > 0 ? sum / lower[j * n + j] : 0
        } else {
          lower[i * n + i] = sum > leastPivot * matrix[i * n + i] ? sum.squareRoot() : 0
        }
      }
      var sum = right[i]
      for k in 0..<i { sum -= lower[i * n + k] * y[k] }
      y[i] = lower[i * n + i] > 0 ? sum / lower[i * n + i] : 0
    }
    for i in stride(from: n - 1, through: 0, by: -1) {
      var sum = y[i]
      for k in i + 1..<max(n, i + 1) { sum -= lower[k * n + i] * y[k] }
      y[i] = lower[i * n + i] > 0 ? sum / lower[i * n + i] : 0
    }
    return y
  }
}
