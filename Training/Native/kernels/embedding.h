#pragma once
#include <cstdint>
#include <cstring>

namespace tapestry {

/// Copies each token's row of the table.
inline void embed(const float* table, const int32_t* tokens, float* x, int64_t rows, int64_t width) {
    for (int64_t row = 0; row < rows; ++row) {
        std::memcpy(x + row * width, table + tokens[row] * width, static_cast<size_t>(width) * sizeof(float));
    }
}

/// Adds each row's gradient to its token's row of the table.
inline void embed_backward(const float* dx, const int32_t* tokens, float* dtable, int64_t rows, int64_t width) {
    for (int64_t row = 0; row < rows; ++row) {
        const float* from = dx + row * width;
        float* to = dtable + tokens[row] * width;
#pragma omp simd
        for (int64_t i = 0; i < width; ++i) {
            to[i] += from[i];
        }
    }
}

} // namespace tapestry
