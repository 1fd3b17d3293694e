#pragma once
#include "../core/bf16.h"

namespace tapestry {

/// Copies floats to the type of activations.
template <class T> void round_rows(const float* from, T* to, int64_t count) {
#pragma omp simd
    for (int64_t i = 0; i < count; ++i) {
        to[i] = narrow<T>(from[i]);
    }
}

} // namespace tapestry
