#pragma once
#include "../core/bf16.h"

namespace tapestry {

/// Floats as activations: rounded into the memory given, or as they are.
inline const bf16* round_rows(const float* from, bf16* to, int64_t count) {
#pragma omp simd
    for (int64_t i = 0; i < count; ++i) {
        to[i] = narrow<bf16>(from[i]);
    }
    return to;
}

inline const float* round_rows(const float* from, float*, int64_t) { return from; }

} // namespace tapestry
