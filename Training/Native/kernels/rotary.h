#pragma once
#include "../core/bf16.h"
#include "../core/buffer.h"
#include <cmath>

namespace tapestry {

/// Rotary position embedding (Su et al. 2021) in the half-split convention of Hugging Face's Llama: element i is
/// paired with i + head_dim / 2.
class Rotary {
public:
    Rotary(int64_t positions, int64_t head_dim, float theta) : half_(head_dim / 2) {
        cosine_.reserve(positions * half_);
        sine_.reserve(positions * half_);
        for (int64_t position = 0; position < positions; ++position) {
            for (int64_t i = 0; i < half_; ++i) {
                const double frequency = std::pow(static_cast<double>(theta), -static_cast<double>(i) / half_);
                cosine_.data()[position * half_ + i] = static_cast<float>(std::cos(position * frequency));
                sine_.data()[position * half_ + i] = static_cast<float>(std::sin(position * frequency));
            }
        }
    }

    /// Rotates the first `heads` heads of each row in place; row r stands at position r % sequence.
    /// sign is +1 forward and -1 for the gradient, which is the inverse rotation.
    template <class T>
    void apply(T* x, int64_t rows, int64_t sequence, int64_t stride, int64_t heads, float sign) const {
        const int64_t half = half_;
        const float* cosine = cosine_.data();
        const float* sine = sine_.data();
        for (int64_t row = 0; row < rows; ++row) {
            const float* c = cosine + row % sequence * half;
            const float* s = sine + row % sequence * half;
            for (int64_t head = 0; head < heads; ++head) {
                T* low = x + row * stride + head * 2 * half;
                T* high = low + half;
#pragma omp simd
                for (int64_t i = 0; i < half; ++i) {
                    const float a = widen(low[i]);
                    const float b = widen(high[i]);
                    low[i] = narrow<T>(a * c[i] - b * s[i] * sign);
                    high[i] = narrow<T>(b * c[i] + a * s[i] * sign);
                }
            }
        }
    }

private:
    int64_t half_;
    Buffer<float> cosine_, sine_;
};

} // namespace tapestry
