#pragma once
#include "../core/bf16.h"
#include "../core/math.h"
#include <cmath>

namespace tapestry {

/// Negative log-likelihood in nats of each row's target under softmax(logits). When dlogits is given it becomes
/// (softmax - one_hot) * scale.
template <class T>
void cross_entropy(float* logits, const int32_t* targets, double* nats, T* dlogits, int64_t rows, int64_t vocab,
                   float scale) {
    for (int64_t row = 0; row < rows; ++row) {
        float* z = logits + row * vocab;
        float top = z[0];
#pragma omp simd reduction(max : top)
        for (int64_t i = 0; i < vocab; ++i) {
            top = z[i] > top ? z[i] : top;
        }
        const float target = z[targets[row]];
        float total = 0;
#pragma omp simd reduction(+ : total)
        for (int64_t i = 0; i < vocab; ++i) {
            z[i] = fast_exp(z[i] - top);
            total += z[i];
        }
        nats[row] = std::log(static_cast<double>(total)) + (static_cast<double>(top) - target);
        if (dlogits == nullptr) {
            continue;
        }
        T* grad = dlogits + row * vocab;
        const float share = scale / total;
#pragma omp simd
        for (int64_t i = 0; i < vocab; ++i) {
            grad[i] = narrow<T>(z[i] * share);
        }
        grad[targets[row]] = narrow<T>(z[targets[row]] * share - scale);
    }
}

} // namespace tapestry
