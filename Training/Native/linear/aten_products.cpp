#include "aten_products.h"
#include <ATen/ATen.h>

namespace tapestry {
namespace {

at::Tensor view(const void* data, int64_t rows, int64_t columns, bool transpose, at::ScalarType type) {
    const auto options = at::TensorOptions().dtype(type);
    auto* mutable_data = const_cast<void*>(data);
    return transpose ? at::from_blob(mutable_data, {columns, rows}, options).t()
                     : at::from_blob(mutable_data, {rows, columns}, options);
}

} // namespace

template <class T>
void aten_product(const T* a, bool transpose_a, const T* b, bool transpose_b, T* c, int64_t m, int64_t n, int64_t k) {
    constexpr auto type = sizeof(T) == sizeof(float) ? at::kFloat : at::kBFloat16;
    auto result = view(c, m, n, false, type);
    at::mm_out(result, view(a, m, k, transpose_a, type), view(b, k, n, transpose_b, type));
}

template void aten_product<float>(const float*, bool, const float*, bool, float*, int64_t, int64_t, int64_t);
template void aten_product<bf16>(const bf16*, bool, const bf16*, bool, bf16*, int64_t, int64_t, int64_t);

} // namespace tapestry
