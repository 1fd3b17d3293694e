#pragma once
#include <cstdint>

namespace tapestry {

/// One register of floats, and the rows of a product's tile: with two registers a row, its sums fill most registers
/// that the processor has (30 of 32, or 14 of 16, with the operands).
#if defined(__AVX512F__)
constexpr int64_t lanes = 16;
constexpr int tallest_tile = 14;
typedef float Lanes __attribute__((vector_size(64), aligned(4)));
#else
constexpr int64_t lanes = 8;
constexpr int tallest_tile = 6;
typedef float Lanes __attribute__((vector_size(32), aligned(4)));
#endif

typedef int32_t LaneBits __attribute__((vector_size(sizeof(Lanes)), aligned(4)));

inline Lanes load_lanes(const float* from) { return *reinterpret_cast<const Lanes*>(from); }
inline void store_lanes(float* to, Lanes value) { *reinterpret_cast<Lanes*>(to) = value; }

/// sum += a * b. Left to itself the compiler moves a tile's sums from register to register in every step.
inline __attribute__((always_inline)) void multiply_add(Lanes& sum, const Lanes& a, const Lanes& b) {
#if defined(__FMA__)
    asm("vfmadd231ps %2, %1, %0" : "+v"(sum) : "v"(a), "v"(b));
#else
    sum += a * b;
#endif
}

/// Columns of a tile and of one packed panel.
constexpr int64_t panel_columns = 2 * lanes;

inline int64_t panels(int64_t columns) { return (columns + panel_columns - 1) / panel_columns; }

} // namespace tapestry
