#pragma once
#include <algorithm>
#include <cstdint>
#include <cstring>

namespace tapestry {

/// Sixteen floats; the compiler maps them to the registers that the processor has.
typedef float Float16 __attribute__((vector_size(64), aligned(4)));

/// Columns of one packed panel of the right operand.
constexpr int64_t panel_columns = 32;

inline int64_t panels(int64_t columns) { return (columns + panel_columns - 1) / panel_columns; }

/// Packs a right operand [depth, columns], whose element (k, j) lies at from[k * row + j * column], in panels of 32
/// columns filled up with zeros.
inline void pack_panels(const float* from, int64_t row, int64_t column, int64_t depth, int64_t columns, float* to) {
    for (int64_t first = 0; first < columns; first += panel_columns) {
        const int64_t width = std::min(panel_columns, columns - first);
        for (int64_t k = 0; k < depth; ++k, to += panel_columns) {
            const float* line = from + k * row + first * column;
            for (int64_t j = 0; j < panel_columns; ++j) {
                to[j] = j < width ? line[j * column] : 0.0f;
            }
        }
    }
}

/// Left operand, whose element (i, k) lies at data[i * row + k * depth].
struct FloatLeft {
    const float* data;
    int64_t row, depth;
};

/// Result [.., stride]: a product, plus the addend of the same shape when there is one.
struct FloatResult {
    float* data;
    const float* addend;
    int64_t stride;
};

/// R rows of the product with one panel.
template <int R>
inline void float_strip(const FloatLeft& a, int64_t row, const float* panel, int64_t depth, const FloatResult& c,
                        int64_t column, int64_t width) {
    Float16 sums[R][2] = {};
    const float* left = a.data + row * a.row;
    for (int64_t k = 0; k < depth; ++k, left += a.depth, panel += panel_columns) {
        const Float16 low = *reinterpret_cast<const Float16*>(panel);
        const Float16 high = *reinterpret_cast<const Float16*>(panel + 16);
#pragma GCC unroll 8
        for (int i = 0; i < R; ++i) {
            sums[i][0] += left[i * a.row] * low;
            sums[i][1] += left[i * a.row] * high;
        }
    }
    for (int i = 0; i < R; ++i) {
        float line[panel_columns];
        std::memcpy(line, sums[i], sizeof line);
        const int64_t at = (row + i) * c.stride + column;
        for (int64_t j = 0; j < width; ++j) {
            c.data[at + j] = c.addend == nullptr ? line[j] : c.addend[at + j] + line[j];
        }
    }
}

inline void float_product(const FloatLeft& a, const float* packed, int64_t rows, int64_t columns, int64_t depth,
                          const FloatResult& c) {
    constexpr int tall = 8;
    for (int64_t column = 0; column < columns; column += panel_columns, packed += depth * panel_columns) {
        const int64_t width = std::min(panel_columns, columns - column);
        int64_t row = 0;
        for (; row + tall <= rows; row += tall) {
            float_strip<tall>(a, row, packed, depth, c, column, width);
        }
        for (; row < rows; ++row) {
            float_strip<1>(a, row, packed, depth, c, column, width);
        }
    }
}

} // namespace tapestry
