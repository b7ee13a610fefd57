/// Eight samples from place `i`.
///
/// One load where `i` and the number of samples are constants; no sub-span is made of them, since
/// each costs a test for an empty one.
@inline(__always)
func eight<Sample: SIMDScalar>(_ v: Span<Sample>, _ i: Int) -> SIMD8<Sample> {
  SIMD8(
    v[i], v[i &+ 1], v[i &+ 2], v[i &+ 3], v[i &+ 4], v[i &+ 5], v[i &+ 6], v[i &+ 7])
}
