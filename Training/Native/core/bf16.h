#pragma once
#include <cstdint>

namespace tapestry {

/// The upper half of a float: 8 bits of exponent, 7 of fraction.
struct bf16 {
    uint16_t bits;
};

inline float widen(float value) { return value; }
inline float widen(bf16 value) {
    return __builtin_bit_cast(float, static_cast<uint32_t>(value.bits) << 16);
}

/// Rounds to nearest, ties to even; written with integers so that loops over it become vector code.
template <class T> inline T narrow(float value);
template <> inline float narrow<float>(float value) { return value; }
template <> inline bf16 narrow<bf16>(float value) {
    const uint32_t raw = __builtin_bit_cast(uint32_t, value);
    return {static_cast<uint16_t>((raw + 0x7fffu + ((raw >> 16) & 1u)) >> 16)};
}

} // namespace tapestry
