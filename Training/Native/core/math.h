#pragma once
#include <cstdint>

namespace tapestry {

/// exp to about 1e-7 relative over [-87, 88] (values beyond are clamped); branch-free, so loops become vector code.
/// Range reduction by Cody and Waite, polynomial from Cephes' expf.
inline float fast_exp(float x) {
    x = x < -87.0f ? -87.0f : x;
    x = x > 88.0f ? 88.0f : x;
    const float n = __builtin_rintf(x * 1.44269504088896341f);
    float r = x - n * 0.693359375f;
    r = r + n * 2.12194440e-4f;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * r * r + r + 1.0f;
    const int32_t exponent = (static_cast<int32_t>(n) + 127) << 23;
    return p * __builtin_bit_cast(float, exponent);
}

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
