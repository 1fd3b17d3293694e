#pragma once
#include "vector.h"
#include <algorithm>
#include <cstring>

namespace tapestry {

/// Floats that a packed right operand takes.
inline int64_t packed_size(int64_t depth, int64_t columns) { return panels(columns) * panel_columns * depth; }

/// Packs a right operand [depth, columns], whose row k starts at from + k * stride, in panels filled up with zeros.
inline void pack_panels(const float* from, int64_t stride, int64_t depth, int64_t columns, float* to) {
    for (int64_t first = 0; first < columns; first += panel_columns) {
        const int64_t width = std::min(panel_columns, columns - first);
        for (int64_t k = 0; k < depth; ++k, to += panel_columns) {
            const float* line = from + k * stride + first;
            if (width == panel_columns) {
                store_lanes(to, load_lanes(line));
                store_lanes(to + lanes, load_lanes(line + lanes));
            } else {
                for (int64_t j = 0; j < panel_columns; ++j) {
                    to[j] = j < width ? line[j] : 0.0f;
                }
            }
        }
    }
}

/// Where the lanes of two registers go that exchange those whose numbers differ in one bit.
struct Exchange {
    alignas(Lanes) int32_t low[lanes] = {}, high[lanes] = {};

    explicit constexpr Exchange(int32_t bit) {
        for (int32_t j = 0; j < lanes; ++j) {
            low[j] = (j & bit) == 0 ? j : static_cast<int32_t>(lanes) + j - bit;
            high[j] = low[j] + bit;
        }
    }
};

template <int32_t bit> inline __attribute__((always_inline)) void exchange_lanes(Lanes (&rows)[lanes]) {
    static constexpr Exchange places(bit);
    const auto low = *reinterpret_cast<const LaneBits*>(places.low);
    const auto high = *reinterpret_cast<const LaneBits*>(places.high);
#pragma GCC unroll 16
    for (int64_t i = 0; i < lanes; ++i) {
        if ((i & bit) == 0) {
            const Lanes upper = rows[i], lower = rows[i + bit];
            rows[i] = __builtin_shuffle(upper, lower, low);
            rows[i + bit] = __builtin_shuffle(upper, lower, high);
        }
    }
}

/// Transposes a square of registers, one bit of the numbers of its rows and columns after the other.
inline __attribute__((always_inline)) void transpose_lanes(Lanes (&rows)[lanes]) {
    exchange_lanes<1>(rows);
    exchange_lanes<2>(rows);
    exchange_lanes<4>(rows);
    if constexpr (lanes == 16) {
        exchange_lanes<8>(rows);
    }
}

/// Packs the same operand from its transpose: column j starts at from + j * stride.
inline void pack_panels_transposed(const float* from, int64_t stride, int64_t depth, int64_t columns, float* to) {
    for (int64_t first = 0; first < columns; first += lanes) {
        const int64_t width = std::min(lanes, columns - first);
        float* half = to + first / panel_columns * panel_columns * depth + first % panel_columns;
        int64_t k = 0;
        for (; width == lanes && k + lanes <= depth; k += lanes) {
            Lanes square[lanes];
#pragma GCC unroll 16
            for (int64_t j = 0; j < lanes; ++j) {
                square[j] = load_lanes(from + (first + j) * stride + k);
            }
            transpose_lanes(square);
#pragma GCC unroll 16
            for (int64_t j = 0; j < lanes; ++j) {
                store_lanes(half + (k + j) * panel_columns, square[j]);
            }
        }
        for (; k < depth; ++k) {
            for (int64_t j = 0; j < lanes; ++j) {
                half[k * panel_columns + j] = j < width ? from[(first + j) * stride + k] : 0.0f;
            }
        }
    }
    if (columns % panel_columns != 0 && columns % panel_columns <= lanes) { // the last panel's second half
        float* half = to + columns / panel_columns * panel_columns * depth + lanes;
        for (int64_t k = 0; k < depth; ++k) {
            store_lanes(half + k * panel_columns, Lanes{});
        }
    }
}

} // namespace tapestry
