#pragma once
#include "tiles.h"

namespace tapestry::amx {

/// 2^x to about 1e-7 relative (polynomial from Cephes' exp2f); vanishes far below -126.
inline __m512 exp2_16(__m512 x) {
    const __m512 n = _mm512_roundscale_ps(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
    const __m512 r = _mm512_sub_ps(x, n);
    __m512 p = _mm512_set1_ps(1.535336188e-4f);
    p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(1.339887440e-3f));
    p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(9.618437357e-3f));
    p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(5.550332471e-2f));
    p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(2.402264791e-1f));
    p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(6.931472028e-1f));
    p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(1.0f));
    return _mm512_scalef_ps(p, n);
}

/// Lanes of a 16-wide group starting at `start` that lie below `limit`.
inline __mmask16 below(int64_t start, int64_t limit) {
    const int64_t count = limit - start;
    return count >= 16 ? 0xffff : count <= 0 ? 0 : static_cast<__mmask16>((1u << count) - 1u);
}

/// Turns one row of raw scores into unnormalised probabilities exp(scale (s - max)) over its first `valid` entries,
/// zero up to `width`, a multiple of 32. Returns the sum; base_two_log receives log2 of sum exp(scale s).
inline float softmax_row(const float* scores, int64_t valid, int64_t width, float scale_log2e, bf16* to,
                         float* base_two_log) {
    const __m512 lowest = _mm512_set1_ps(-3.0e38f);
    __m512 top = lowest;
    int64_t j = 0;
    for (; j + 16 <= valid; j += 16) {
        top = _mm512_max_ps(top, _mm512_load_ps(scores + j));
    }
    if (j < valid) {
        top = _mm512_max_ps(top, _mm512_mask_load_ps(lowest, below(j, valid), scores + j));
    }
    const float peak = _mm512_reduce_max_ps(top) * scale_log2e;
    const __m512 factor = _mm512_set1_ps(scale_log2e);
    const __m512 shift = _mm512_set1_ps(-peak);
    __m512 total = _mm512_setzero_ps();
    for (j = 0; j < width; j += 32) {
        __m512 a = exp2_16(_mm512_fmadd_ps(_mm512_load_ps(scores + j), factor, shift));
        __m512 b = exp2_16(_mm512_fmadd_ps(_mm512_load_ps(scores + j + 16), factor, shift));
        if (j + 32 > valid) {
            a = _mm512_maskz_mov_ps(below(j, valid), a);
            b = _mm512_maskz_mov_ps(below(j + 16, valid), b);
        }
        total = _mm512_add_ps(total, _mm512_add_ps(a, b));
        _mm512_store_si512(to + j, (__m512i)_mm512_cvtne2ps_pbh(b, a));
    }
    const float sum = _mm512_reduce_add_ps(total);
    *base_two_log = peak + __builtin_log2f(sum);
    return sum;
}

} // namespace tapestry::amx
