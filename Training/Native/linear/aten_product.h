#pragma once
#include "../core/bf16.h"

namespace tapestry {

/// c [m, n] = op(a) op(b) through libtorch's matrix product; a is [m, k] or, transposed, [k, m]; b likewise.
void aten_product(const bf16* a, bool transpose_a, const bf16* b, bool transpose_b, bf16* c, int64_t m, int64_t n,
                  int64_t k);

} // namespace tapestry
