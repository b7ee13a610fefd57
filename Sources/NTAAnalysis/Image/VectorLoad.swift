/// Eight samples from index `i` on.
///
/// This compiles to one load if `i` and the number of samples are constants. It forms no sub-span
/// because each sub-span costs a test for emptiness.
@inline(__always)
func eight<Sample: SIMDScalar>(_ v: Span<Sample>, _ i: Int) -> SIMD8<Sample> {
  SIMD8(
    v[i], v[i &+ 1], v[i &+ 2], v[i &+ 3], v[i &+ 4], v[i &+ 5], v[i &+ 6], v[i &+ 7])
}
