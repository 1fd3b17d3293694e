#pragma once
#include "product.h"

namespace tapestry {

/// One step of a tile's depth: adds the R rows' operands, at(i), times a row of the panel to the sums.
template <int R, class At>
inline __attribute__((always_inline)) void tile_step(Lanes (&sums)[R][2], const float* panel, const At& at) {
    const Lanes low = load_lanes(panel), high = load_lanes(panel + lanes);
#pragma GCC unroll 16
    for (int i = 0; i < R; ++i) {
        const Lanes factor = *at(i) - Lanes{};
        multiply_add(sums[i][0], factor, low);
        multiply_add(sums[i][1], factor, high);
    }
}

/// Rows by four base pointers and multiples of the stride: as many addresses as there are registers for.
template <int R>
inline __attribute__((always_inline)) void tile_walk(Lanes (&sums)[R][2], const RowMajor& a, const float* panel,
                                                     int64_t right, int64_t depth) {
    const int64_t one = a.stride, three = 3 * one;
    const float *base0 = a.data, *base1 = base0 + 4 * one, *base2 = base1 + 4 * one, *base3 = base2 + 4 * one;
    const auto at = [&](int i) __attribute__((always_inline)) {
        const float* base = i < 4 ? base0 : i < 8 ? base1 : i < 12 ? base2 : base3;
        return i % 4 == 3 ? base + three : base + i % 4 * one;
    };
    const float* end = panel + depth / 2 * 2 * right;
    for (; panel != end; panel += 2 * right) {
        tile_step<R>(sums, panel, [&](int i) __attribute__((always_inline)) { return at(i); });
        tile_step<R>(sums, panel + right, [&](int i) __attribute__((always_inline)) { return at(i) + 1; });
        base0 += 2, base1 += 2, base2 += 2, base3 += 2;
        // Or the compiler keeps a pointer for each row, on the stack.
        asm volatile("" : "+r"(base0), "+r"(base1), "+r"(base2), "+r"(base3));
    }
    if (depth % 2 != 0) {
        tile_step<R>(sums, panel, at);
    }
}

template <int R>
inline __attribute__((always_inline)) void tile_walk(Lanes (&sums)[R][2], const ColumnMajor& a, const float* panel,
                                                     int64_t right, int64_t depth) {
    const float* left = a.data;
    for (int64_t k = 0; k < depth; ++k, panel += right, left += a.stride) {
        tile_step<R>(sums, panel, [&](int i) __attribute__((always_inline)) { return left + i; });
    }
}

/// Writes the sums, of which width columns count.
template <int R>
inline __attribute__((always_inline)) void tile_store(const Lanes (&sums)[R][2], const FloatResult& c, int64_t width) {
    if (width < panel_columns) {
#pragma GCC unroll 16
        for (int i = 0; i < R; ++i) {
            float line[panel_columns];
            store_lanes(line, sums[i][0]);
            store_lanes(line + lanes, sums[i][1]);
            for (int64_t j = 0; j < width; ++j) {
                const int64_t to = i * c.stride + j;
                c.data[to] = c.addend == nullptr ? line[j] : line[j] + c.addend[to];
            }
        }
    } else if (c.addend == nullptr) {
#pragma GCC unroll 16
        for (int i = 0; i < R; ++i) {
            store_lanes(c.data + i * c.stride, sums[i][0]);
            store_lanes(c.data + i * c.stride + lanes, sums[i][1]);
        }
    } else {
#pragma GCC unroll 16
        for (int i = 0; i < R; ++i) {
            const float* addend = c.addend + i * c.stride;
            store_lanes(c.data + i * c.stride, sums[i][0] + load_lanes(addend));
            store_lanes(c.data + i * c.stride + lanes, sums[i][1] + load_lanes(addend + lanes));
        }
    }
}

/// R rows of the product with one panel, whose rows lie `right` floats apart; their sums stay in registers while the
/// depth is walked.
template <int R, class Left>
void strip(const Left& a, const float* panel, int64_t right, int64_t depth, const FloatResult& c, int64_t width) {
    Lanes sums[R][2] = {};
    tile_walk<R>(sums, a, panel, right, depth);
    tile_store<R>(sums, c, width);
}

} // namespace tapestry
