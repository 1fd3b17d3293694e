#pragma once
#include "tiles.h"

namespace tapestry::amx {

/// 32 consecutive values as bf16.
inline __m512i load32(const bf16* from) { return _mm512_loadu_si512(from); }
inline __m512i load32(const float* from) {
    return (__m512i)_mm512_cvtne2ps_pbh(_mm512_loadu_ps(from + 16), _mm512_loadu_ps(from));
}

/// 16 consecutive values as bf16 in the low halves of 16 words.
inline __m512i load16_words(const bf16* from) {
    return _mm512_cvtepu16_epi32(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(from)));
}
inline __m512i load16_words(const float* from) {
    return _mm512_cvtepu16_epi32((__m256i)_mm512_cvtneps_pbh(_mm512_loadu_ps(from)));
}

/// Transposes a 16 x 16 matrix of words held in 16 registers.
inline void transpose16(__m512i r[16]) {
    __m512i t[16];
    for (int i = 0; i < 16; i += 2) {
        t[i] = _mm512_unpacklo_epi32(r[i], r[i + 1]);
        t[i + 1] = _mm512_unpackhi_epi32(r[i], r[i + 1]);
    }
    for (int i = 0; i < 16; i += 4) {
        r[i] = _mm512_unpacklo_epi64(t[i], t[i + 2]);
        r[i + 1] = _mm512_unpackhi_epi64(t[i], t[i + 2]);
        r[i + 2] = _mm512_unpacklo_epi64(t[i + 1], t[i + 3]);
        r[i + 3] = _mm512_unpackhi_epi64(t[i + 1], t[i + 3]);
    }
    for (int i = 0; i < 4; ++i) {
        t[i] = _mm512_shuffle_i32x4(r[i], r[i + 4], 0x88);
        t[i + 4] = _mm512_shuffle_i32x4(r[i], r[i + 4], 0xdd);
        t[i + 8] = _mm512_shuffle_i32x4(r[i + 8], r[i + 12], 0x88);
        t[i + 12] = _mm512_shuffle_i32x4(r[i + 8], r[i + 12], 0xdd);
    }
    for (int i = 0; i < 4; ++i) {
        r[i] = _mm512_shuffle_i32x4(t[i], t[i + 8], 0x88);
        r[i + 8] = _mm512_shuffle_i32x4(t[i], t[i + 8], 0xdd);
        r[i + 4] = _mm512_shuffle_i32x4(t[i + 4], t[i + 12], 0x88);
        r[i + 12] = _mm512_shuffle_i32x4(t[i + 4], t[i + 12], 0xdd);
    }
}

/// Rows 2i and 2i + 1 of 16 columns as pairs; rows at or beyond `valid` read as zero.
template <class S> inline __m512i pair(const S* from, int64_t stride, int64_t row, int64_t valid) {
    const __m512i low = row < valid ? load16_words(from + row * stride) : _mm512_setzero_si512();
    const __m512i high = row + 1 < valid ? load16_words(from + (row + 1) * stride) : _mm512_setzero_si512();
    return _mm512_or_si512(low, _mm512_slli_epi32(high, 16));
}

/// Right operand from a matrix [depth, columns]. Panels [first, last) of 16 columns are written.
template <class S>
void pack_right(const S* from, int64_t stride, int64_t valid, int64_t depth, int64_t first, int64_t last, bf16* to) {
    for (int64_t panel = first; panel < last; ++panel) {
        bf16* out = to + panel * depth * tile_side;
        for (int64_t row = 0; row < depth; row += 2, out += 32) {
            _mm512_store_si512(out, pair(from + panel * tile_side, stride, row, valid));
        }
    }
}

/// Right operand from the transpose of a matrix [columns, depth].
template <class S>
void pack_right_transposed(const S* from, int64_t stride, int64_t valid, int64_t depth, int64_t first, int64_t last,
                           bf16* to) {
    for (int64_t panel = first; panel < last; ++panel) {
        for (int64_t k = 0; k < depth; k += tile_depth) {
            __m512i r[16];
            for (int i = 0; i < 16; ++i) {
                const int64_t row = panel * tile_side + i;
                r[i] = row < valid ? load32(from + row * stride + k) : _mm512_setzero_si512();
            }
            transpose16(r);
            bf16* out = to + panel * depth * tile_side + k * tile_side;
            for (int i = 0; i < 16; ++i) {
                _mm512_store_si512(out + i * 32, r[i]);
            }
        }
    }
}

/// Left operand from the transpose of a matrix [depth, rows]. Groups [first, last) of 16 rows are written.
template <class S>
void pack_left_transposed(const S* from, int64_t stride, int64_t valid, int64_t depth, int64_t first, int64_t last,
                          bf16* to) {
    for (int64_t group = first; group < last; ++group) {
        for (int64_t k = 0; k < depth; k += tile_depth) {
            __m512i r[16];
            for (int i = 0; i < 16; ++i) {
                r[i] = pair(from + group * tile_side, stride, k + 2 * i, valid);
            }
            transpose16(r);
            bf16* out = to + group * depth * tile_side + k * tile_side;
            for (int i = 0; i < 16; ++i) {
                _mm512_store_si512(out + i * 32, r[i]);
            }
        }
    }
}

} // namespace tapestry::amx
