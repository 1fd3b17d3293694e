#pragma once
#include "../core/bf16.h"
#include "../core/parallel.h"

namespace tapestry {

/// Copies floats to the type of activations.
template <class T> void round_rows(const float* from, T* to, int64_t count) {
    parallel_ranges(count, [=](int64_t begin, int64_t end) {
#pragma omp simd
        for (int64_t i = begin; i < end; ++i) {
            to[i] = narrow<T>(from[i]);
        }
    });
}

} // namespace tapestry
