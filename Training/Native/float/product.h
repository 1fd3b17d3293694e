#pragma once
#include "vector.h"

namespace tapestry {

/// Left operand: element (i, k) at data[i * stride + k].
struct RowMajor {
    const float* data;
    int64_t stride;
};

/// Left operand: element (i, k) at data[k * stride + i].
struct ColumnMajor {
    const float* data;
    int64_t stride;
};

/// Packed right operand (pack.h): each panel's rows lie together, panels panel_stride floats apart.
struct Panels {
    const float* data;
    int64_t panel_stride;

    static Panels packed(const float* data, int64_t depth) { return {data, depth * panel_columns}; }
};

/// Result, a row every stride floats: a product, plus the addend of the same shape when there is one.
struct FloatResult {
    float* data;
    const float* addend;
    int64_t stride;
};

/// c [rows, columns] = a [rows, depth] b [depth, columns] (+ addend). Each element sums its products in the order of
/// depth, whatever its place in a tile.
void float_product(const RowMajor& a, const Panels& b, int64_t rows, int64_t columns, int64_t depth,
                   const FloatResult& c);
void float_product(const ColumnMajor& a, const Panels& b, int64_t rows, int64_t columns, int64_t depth,
                   const FloatResult& c);

} // namespace tapestry
