#include <string.h>

#include "kernels.h"
#include "processors.h"

// A fused multiplication rounds once instead of twice: results would depend on the processor.
#pragma STDC FP_CONTRACT OFF

typedef float eight __attribute__((vector_size(32)));
typedef int32_t eight_masks __attribute__((vector_size(32)));

INLINE void load(eight *values, const void *floats, ptrdiff_t i) {
  memcpy(values, (const float *)floats + i, sizeof(eight));
}

INLINE void at_most(eight *values, float top) {
  eight tops = (eight){0} + top;
  eight_masks where = *values > tops;
  *values = (eight)(((eight_masks)tops & where) | ((eight_masks)*values & ~where));
}

INLINE void at_least_zero(eight *values) {
  eight_masks where = *values > 0;
  *values = (eight)((eight_masks)*values & where);
}

// exp(-u) for u >= 0, to 2e-7 of 1; beyond 32 the value at 32: the fourth-order series at a
// thirty-second of u, squared five times.
INLINE void decay(eight *u) {
  eight v = *u * (1.0f / 32);
  at_most(&v, 1);
  eight e = 1.0f / 6 - v * (1.0f / 24);
  e = 0.5f - v * e;
  e = 1 - v * e;
  e = 1 - v * e;
  e *= e;
  e *= e;
  e *= e;
  e *= e;
  e *= e;
  *u = e;
}

INLINE float total(const eight *parts) {
  eight p = *parts;
  return ((p[0] + p[4]) + (p[2] + p[6])) + ((p[1] + p[5]) + (p[3] + p[7]));
}

FOR_EACH_PROCESSOR
struct nta_spot_sums nta_sum_spot(const struct nta_spot *spot, const void *columns,
                                  const void *rows, const void *shares, const void *samples,
                                  const void *old_weights, void *weights, ptrdiff_t count) {
  eight m00 = {0}, m01 = {0}, m02 = {0}, m03 = {0}, m04 = {0}, m11 = {0}, m13 = {0}, m14 = {0};
  eight m22 = {0}, m23 = {0}, m24 = {0}, m33 = {0}, m34 = {0}, m44 = {0};
  eight v0 = {0}, v1 = {0}, v2 = {0}, v3 = {0}, v4 = {0}, square = {0}, old_square = {0};
  float rate = 0.5f / (spot->sigma * spot->sigma);
  for (ptrdiff_t i = 0; i < count; i += 8) {
    eight dx, dy, share, residual, old;
    load(&dx, columns, i);
    load(&dy, rows, i);
    load(&share, shares, i);
    load(&residual, samples, i);
    load(&old, old_weights, i);
    dx -= spot->x;
    dy -= spot->y;
    eight r2 = dx * dx + dy * dy;
    eight shape = r2 * rate;
    decay(&shape);
    eight light = shape * spot->height;
    residual = residual - spot->ground - light;
    at_least_zero(&light);
    eight w = share / ((light * spot->misfit_squared + spot->gain) * light + spot->floor);
    memcpy((float *)weights + i, &w, sizeof w);
    old_square += old * residual * residual;
    eight w1 = w * shape, w11 = w1 * shape, w12 = w11 * r2, w13 = w11 * dx, w14 = w11 * dy;
    m00 += w;
    m01 += w1;
    m02 += w1 * r2;
    m03 += w1 * dx;
    m04 += w1 * dy;
    m11 += w11;
    m13 += w13;
    m14 += w14;
    m22 += w12 * r2;
    m23 += w12 * dx;
    m24 += w12 * dy;
    m33 += w13 * dx;
    m34 += w13 * dy;
    m44 += w14 * dy;
    eight wr = w * residual, wr1 = wr * shape;
    v0 += wr;
    v1 += wr1;
    v2 += wr1 * r2;
    v3 += wr1 * dx;
    v4 += wr1 * dy;
    square += wr * residual;
  }
  // r^2 = dx^2 + dy^2 makes this one of two others.
  eight m12 = m33 + m44;
  return (struct nta_spot_sums){
      .matrix = {total(&m00), total(&m01), total(&m02), total(&m03), total(&m04), total(&m11),
                 total(&m12), total(&m13), total(&m14), total(&m22), total(&m23), total(&m24),
                 total(&m33), total(&m34), total(&m44)},
      .vector = {total(&v0), total(&v1), total(&v2), total(&v3), total(&v4)},
      .chi_square = total(&square),
      .old_chi_square = total(&old_square),
  };
}
