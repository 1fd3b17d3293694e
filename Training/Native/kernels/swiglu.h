#pragma once
#include "../core/bf16.h"
#include "../core/math.h"

namespace tapestry {

/// y = silu(gate) * up (Shazeer 2020); a row of gate_up is [gate | up], each `width` long.
template <class T> void swiglu(const T* gate_up, T* y, int64_t rows, int64_t width) {
    for (int64_t row = 0; row < rows; ++row) {
        const T* gate = gate_up + row * 2 * width;
        const T* up = gate + width;
        T* out = y + row * width;
#pragma omp simd
        for (int64_t i = 0; i < width; ++i) {
            const float g = widen(gate[i]);
            out[i] = narrow<T>(g * sigmoid(g) * widen(up[i]));
        }
    }
}

/// Gradient of swiglu with respect to [gate | up].
template <class T> void swiglu_backward(const T* gate_up, const T* dy, T* dgate_up, int64_t rows, int64_t width) {
    for (int64_t row = 0; row < rows; ++row) {
        const T* gate = gate_up + row * 2 * width;
        const T* up = gate + width;
        const T* grad = dy + row * width;
        T* dgate = dgate_up + row * 2 * width;
        T* dup = dgate + width;
#pragma omp simd
        for (int64_t i = 0; i < width; ++i) {
            const float g = widen(gate[i]);
            const float s = sigmoid(g);
            const float d = widen(grad[i]);
            dup[i] = narrow<T>(d * g * s);
            dgate[i] = narrow<T>(d * widen(up[i]) * (s + g * s * (1.0f - s)));
        }
    }
}

} // namespace tapestry
