#pragma once
#include "vector.h"

namespace tapestry {

/// Left operand: element (i, k) at data[i * stride + k].
struct RowMajor {
    const float* data;
    int64_t stride;
};

/// Left operand: element (i, k) at data[k * stride + i]. Up to a register past the last element is read.
struct ColumnMajor {
    const float* data;
    int64_t stride;
};

/// Right operand in panels of panel_columns: element (k, j) at data[j / panel_columns * panel + k * row + j %
/// panel_columns]. All of a panel's columns are read, also those past the last.
struct Panels {
    const float* data;
    int64_t panel, row;

    /// As pack.h leaves it.
    static Panels packed(const float* data, int64_t depth) { return {data, depth * panel_columns, panel_columns}; }
    /// Where it lies, its rows every stride floats.
    static Panels row_major(const float* data, int64_t stride) { return {data, panel_columns, stride}; }
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
