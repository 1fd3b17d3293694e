#pragma once
#include "../core/bf16.h"
#include <cmath>

namespace tapestry {

/// y = x / sqrt(mean(x^2) + epsilon) * weight for each row (Zhang and Sennrich 2019); keeps the inverse root.
template <class T>
void rms_norm(const float* x, const float* weight, T* y, float* inverse, int64_t rows, int64_t width, float epsilon) {
    for (int64_t row = 0; row < rows; ++row) {
        const float* in = x + row * width;
        T* out = y + row * width;
        float squares = 0;
#pragma omp simd reduction(+ : squares)
        for (int64_t i = 0; i < width; ++i) {
            squares += in[i] * in[i];
        }
        const float scale = 1.0f / std::sqrt(squares / static_cast<float>(width) + epsilon);
        inverse[row] = scale;
#pragma omp simd
        for (int64_t i = 0; i < width; ++i) {
            out[i] = narrow<T>(in[i] * scale * weight[i]);
        }
    }
}

/// Adds the gradient of rms_norm to dx and dweight.
template <class T>
void rms_norm_backward(const float* x, const float* inverse, const float* weight, const T* dy, float* dx,
                       float* dweight, int64_t rows, int64_t width) {
    for (int64_t row = 0; row < rows; ++row) {
        const float* in = x + row * width;
        const T* up = dy + row * width;
        float* down = dx + row * width;
        const float scale = inverse[row];
        float dot = 0;
#pragma omp simd reduction(+ : dot)
        for (int64_t i = 0; i < width; ++i) {
            dot += widen(up[i]) * weight[i] * in[i];
        }
        const float pull = dot * scale * scale * scale / static_cast<float>(width);
#pragma omp simd
        for (int64_t i = 0; i < width; ++i) {
            dweight[i] += widen(up[i]) * in[i] * scale;
            down[i] += widen(up[i]) * weight[i] * scale - in[i] * pull;
        }
    }
}

} // namespace tapestry
