#include "aten_product.h"
#include <ATen/ATen.h>

namespace tapestry {
namespace {

at::Tensor view(const bf16* data, int64_t rows, int64_t columns, bool transpose) {
    const auto options = at::TensorOptions().dtype(at::kBFloat16);
    auto* mutable_data = const_cast<bf16*>(data);
    return transpose ? at::from_blob(mutable_data, {columns, rows}, options).t()
                     : at::from_blob(mutable_data, {rows, columns}, options);
}

} // namespace

void aten_product(const bf16* a, bool transpose_a, const bf16* b, bool transpose_b, bf16* c, int64_t m, int64_t n,
                  int64_t k) {
    auto result = view(c, m, n, false);
    at::mm_out(result, view(a, m, k, transpose_a), view(b, k, n, transpose_b));
}

} // namespace tapestry
