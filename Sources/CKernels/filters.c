#include <string.h>

#include "kernels.h"
#include "processors.h"

typedef int16_t run __attribute__((vector_size(2 * nta_RUN)));
typedef int32_t wide_run __attribute__((vector_size(4 * nta_RUN)));
typedef _Bool run_bits __attribute__((ext_vector_type(nta_RUN)));

INLINE void load(run *values, const int16_t *from) { memcpy(values, from, sizeof(run)); }

// Adds the upper half of the products to `sum`: one instruction a register.
INLINE void add_product(run *sum, const run *values, int16_t weight) {
  wide_run product = __builtin_convertvector(*values, wide_run) * (int32_t)weight;
  *sum += __builtin_convertvector(product >> 16, run);
}

INLINE void filter(const int16_t *centre, const int16_t *const *before, const int16_t *const *behind,
                   const int16_t *weights, int taps, int16_t *out, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i += nta_RUN) {
    run sum = {0}, a, b;
    load(&a, centre + i);
    a += a;
    add_product(&sum, &a, weights[0]);
    for (int k = 1; k < taps; k++) {
      load(&a, before[k] + i);
      load(&b, behind[k] + i);
      a += b;
      add_product(&sum, &a, weights[k]);
    }
    memcpy(out + i, &sum, sizeof sum);
  }
}

FOR_EACH_PROCESSOR
void nta_filter_along(const int16_t *centre, ptrdiff_t step, const int16_t *weights, int taps,
                      int16_t *out, ptrdiff_t count) {
  const int16_t *before[nta_TAPS], *behind[nta_TAPS];
  // A handful of taps: no vectors are worth setting up.
#pragma clang loop vectorize(disable) unroll(disable)
  for (int k = 1; k < taps; k++) {
    before[k] = centre - k * step;
    behind[k] = centre + k * step;
  }
  filter(centre, before, behind, weights, taps, out, count);
}

FOR_EACH_PROCESSOR
void nta_filter_across(const int16_t *pixels, ptrdiff_t stride, ptrdiff_t height, ptrdiff_t y,
                       ptrdiff_t step, const int16_t *weights, int taps, int16_t *out) {
  const int16_t *before[nta_TAPS], *behind[nta_TAPS];
#pragma clang loop vectorize(disable) unroll(disable)
  for (int k = 1; k < taps; k++) {
    ptrdiff_t above = y - k * step, below = y + k * step;
    before[k] = pixels + (above < 0 ? 0 : above) * stride;
    behind[k] = pixels + (below < height ? below : height - 1) * stride;
  }
  filter(pixels + y * stride, before, behind, weights, taps, out, stride);
}

INLINE int is_peak(const int16_t *p, ptrdiff_t stride) {
  const int16_t *above = p - stride, *below = p + stride;
  return above[-1] < *p && above[0] < *p && above[1] < *p && p[-1] < *p && p[1] <= *p
      && below[-1] <= *p && below[0] <= *p && below[1] <= *p;
}

FOR_EACH_PROCESSOR
ptrdiff_t nta_maxima_of_row(const int16_t *row, ptrdiff_t stride, ptrdiff_t width, int16_t bar,
                            int32_t *columns) {
  ptrdiff_t found = 0;
  for (ptrdiff_t start = 0; start < width; start += nta_RUN) {
    run values;
    load(&values, row + start);
    run_bits above = __builtin_convertvector(values > bar, run_bits);
    uint32_t bits;
    memcpy(&bits, &above, sizeof bits);
    for (; bits != 0; bits &= bits - 1) {
      ptrdiff_t x = start + __builtin_ctz(bits);
      if (x > 0 && x < width - 1 && is_peak(row + x, stride)) columns[found++] = (int32_t)x;
    }
  }
  return found;
}
