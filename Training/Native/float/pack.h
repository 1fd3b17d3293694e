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

/// Packs the same operand from its transpose: column j starts at from + j * stride.
inline void pack_panels_transposed(const float* from, int64_t stride, int64_t depth, int64_t columns, float* to) {
    constexpr int64_t side = 16; // a block of lines, read and written while they are in the cache
    for (int64_t first = 0; first < columns; first += panel_columns, to += depth * panel_columns) {
        const int64_t width = std::min(panel_columns, columns - first);
        for (int64_t start = 0; start < depth; start += side) {
            const int64_t end = std::min(depth, start + side);
            for (int64_t j = 0; j < panel_columns; ++j) {
                const float* line = from + (first + j) * stride;
                for (int64_t k = start; k < end; ++k) {
                    to[k * panel_columns + j] = j < width ? line[k] : 0.0f;
                }
            }
        }
    }
}

} // namespace tapestry
