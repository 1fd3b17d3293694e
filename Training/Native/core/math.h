#pragma once
#include <cstdint>

namespace tapestry {

/// exp to about 1e-7 relative over [-87, 88] (values beyond are clamped) of a float, with its bits as int32_t, or of a
/// vector of them; branch-free. Range reduction by Cody and Waite, polynomial from Cephes' expf.
template <class Float, class Bits> inline Float exp_of(Float x) {
    x = x < -87.0f ? Float{} - 87.0f : x;
    x = x > 88.0f ? Float{} + 88.0f : x;
    const Float shifted = x * 1.44269504088896341f + 12582912.0f; // 1.5 * 2^23: rounds, the integer in the lowest bits
    const Float n = shifted - 12582912.0f;
    Float r = x - n * 0.693359375f;
    r = r + n * 2.12194440e-4f;
    Float p = r * 1.9875691500e-4f + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * r * r + r + 1.0f;
    const Bits exponent = (__builtin_bit_cast(Bits, shifted) << 23) + (127 << 23);
    return p * __builtin_bit_cast(Float, exponent);
}

inline float fast_exp(float x) { return exp_of<float, int32_t>(x); }

/// 1 / x to about 1e-7 for positive normal x: a linear guess on the bits and three Newton steps, in a loop several
/// times faster than dividing.
inline float fast_reciprocal(float x) {
    float y = __builtin_bit_cast(float, 0x7ef311c3 - __builtin_bit_cast(int32_t, x));
    y = y * (2.0f - x * y);
    y = y * (2.0f - x * y);
    return y * (2.0f - x * y);
}

inline float sigmoid(float x) { return fast_reciprocal(1.0f + fast_exp(-x)); }

} // namespace tapestry
