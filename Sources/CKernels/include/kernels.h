#ifndef NTA_CKERNELS_H
#define NTA_CKERNELS_H
#include <stddef.h>
#include <stdint.h>

// The loops over pixels that most of the time is spent in. They are in C for the sake of one thing
// that Swift does not offer: each is compiled several times over, for the widest registers of
// several generations of processors, and the one that fits is chosen when the program is loaded.
// Results are the same on each: most work on integers, and sums of real numbers are always taken in
// the same eight parts, without fused multiplications.

// Pixels that are worked on at a time: rows are padded to a multiple of it.
enum { nta_RUN = 32 };

// Largest number of taps on one side of a filter, the centre's included.
enum { nta_TAPS = 64 };

// A symmetric filter along a row: the sum of the upper halves of the products of `weights[0]` and
// twice the centre's sample, and of `weights[k]` and the sum of the samples `k * step` before and
// behind it, for k below `taps`. `centre` begins `count` samples, a multiple of nta_RUN, with
// `(taps - 1) * step` more on each side.
void nta_filter_along(const int16_t *centre, ptrdiff_t step, const int16_t *weights, int taps,
                      int16_t *out, ptrdiff_t count);

// The same across the rows of an image, for row `y`; rows beyond the image are its outermost ones.
// `stride` is the number of samples of a row and of the result, a multiple of nta_RUN.
void nta_filter_across(const int16_t *pixels, ptrdiff_t stride, ptrdiff_t height, ptrdiff_t y,
                       ptrdiff_t step, const int16_t *weights, int taps, int16_t *out);

// Columns of the pixels of a row that are above `bar` and the largest of their 3 x 3 neighbourhood;
// of equal neighbours the first in reading order counts. `row` is neither the first nor the last
// of an image of rows `stride` apart; its outermost pixels are left out. `columns` has room for
// half of `width`. The number of columns found is returned.
ptrdiff_t nta_maxima_of_row(const int16_t *row, ptrdiff_t stride, ptrdiff_t width, int16_t bar,
                            int32_t *columns);

// A Gaussian spot on a flat ground, and the noise of a pixel with its light above the ground:
// variance = floor + gain * light + misfit_squared * light^2.
struct nta_spot {
  float x, y, height, sigma, ground;
  float floor, gain, misfit_squared;
};

// Sums over the pixels of a spot that a step of its fit is made of. With w the weight of a pixel
// (its share over the variance of its noise), r its residual and the slopes
// g = (1, shape, shape r^2, shape dx, shape dy):
struct nta_spot_sums {
  // of w g_i g_k, row by row from the diagonal;
  float matrix[15];
  // of w r g_i;
  float vector[5];
  // of w r^2, and of the same by the old weights.
  float chi_square, old_chi_square;
};

// Adds up `count` pixels, a multiple of 8, and writes their weights to `weights`. `columns` and
// `rows` are their places, `shares` 1 for those that count and 0 for others, `samples` their light.
// All arrays are of floats, which Swift holds in vectors of four.
struct nta_spot_sums nta_sum_spot(const struct nta_spot *spot, const void *columns,
                                  const void *rows, const void *shares, const void *samples,
                                  const void *old_weights, void *weights, ptrdiff_t count);
#endif
