#include "tile.h"
#include <algorithm>
#include <array>
#include <utility>

namespace tapestry {
namespace {

RowMajor from_row(const RowMajor& a, int64_t row) { return {a.data + row * a.stride, a.stride}; }
ColumnMajor from_row(const ColumnMajor& a, int64_t row) { return {a.data + row, a.stride}; }

template <class Left> using Strip = void (*)(const Left&, const float*, int64_t, int64_t, const FloatResult&, int64_t);

/// Strips by their height less one.
template <class Left, int... Rows>
constexpr std::array<Strip<Left>, sizeof...(Rows)> strips(std::integer_sequence<int, Rows...>) {
    return {strip<Rows + 1, Left>...};
}

/// Rows whose left operand stays in the second-level cache while all panels pass it.
int64_t cached_rows(int64_t depth) {
    constexpr int64_t cached_floats = 128 * 1024;
    return std::max<int64_t>(8 * tallest_tile, cached_floats / depth);
}

template <class Left>
void strip_product(const Left& a, const Panels& b, int64_t height, int64_t column, int64_t columns, int64_t depth,
                   const FloatResult& c) {
    static constexpr auto by_height = strips<Left>(std::make_integer_sequence<int, tallest_tile>());
    by_height[static_cast<size_t>(height - 1)](
        a, b.data + column / panel_columns * b.panel, b.row, depth,
        {c.data + column, c.addend == nullptr ? nullptr : c.addend + column, c.stride},
        std::min(panel_columns, columns - column));
}

FloatResult from_row(const FloatResult& c, int64_t row) {
    return {c.data + row * c.stride, c.addend == nullptr ? nullptr : c.addend + row * c.stride, c.stride};
}

/// Calls body(first, height) for strips of the rows, as even as can be.
template <class Body> void each_strip(int64_t rows, const Body& body) {
    const int64_t count = (rows + tallest_tile - 1) / tallest_tile;
    for (int64_t i = 0; i < count; ++i) {
        const int64_t first = rows * i / count;
        body(first, rows * (i + 1) / count - first);
    }
}

} // namespace

void float_product(const RowMajor& a, const Panels& b, int64_t rows, int64_t columns, int64_t depth,
                   const FloatResult& c) {
    const int64_t most = cached_rows(depth);
    for (int64_t start = 0; start < rows; start += most) {
        for (int64_t column = 0; column < columns; column += panel_columns) {
            each_strip(std::min(most, rows - start), [&](int64_t first, int64_t height) {
                strip_product(from_row(a, start + first), b, height, column, columns, depth,
                              from_row(c, start + first));
            });
        }
    }
}

void float_product(const ColumnMajor& a, const Panels& b, int64_t rows, int64_t columns, int64_t depth,
                   const FloatResult& c) {
    // Columns of a large matrix lie apart by a multiple of a few cache sets; each strip is copied once for all panels.
    constexpr int64_t most_copied = 256;
    alignas(64) float copy[most_copied * lanes];
    const bool copies = columns > panel_columns && depth <= most_copied;
    each_strip(rows, [&](int64_t first, int64_t height) {
        ColumnMajor left = from_row(a, first);
        if (copies) {
            for (int64_t k = 0; k < depth; ++k) {
                store_lanes(copy + k * lanes, load_lanes(left.data + k * left.stride));
            }
            left = {copy, lanes};
        }
        for (int64_t column = 0; column < columns; column += panel_columns) {
            strip_product(left, b, height, column, columns, depth, from_row(c, first));
        }
    });
}

} // namespace tapestry
