#pragma once
#include "../core/bf16.h"

namespace tapestry {

/// c [m, n] = op(a) op(b) through libtorch's matrix product; a is [m, k] or, transposed, [k, m]; b likewise.
template <class T>
void aten_product(const T* a, bool transpose_a, const T* b, bool transpose_b, T* c, int64_t m, int64_t n, int64_t k);

} // namespace tapestry
