#include "operators.h"
#include "version.h"
#include <cmath>
#include <limits>

namespace tapestry::aten {

at::Tensor rms_norm(const at::Tensor& x, const at::Tensor& weight, double epsilon) {
#if TAPESTRY_TORCH_FROM(2, 4)
    return at::rms_norm(x, {x.size(-1)}, weight, epsilon);
#else
    return x * at::rsqrt(x.square().mean(-1, true) + epsilon) * weight;
#endif
}

namespace {
/// Every key head as often as query heads share it.
at::Tensor repeated(const at::Tensor& x, int64_t times) {
    if (times == 1) {
        return x;
    }
    const auto sizes = x.sizes();
    return x.unsqueeze(2)
        .expand({sizes[0], sizes[1], times, sizes[2], sizes[3]})
        .reshape({sizes[0], sizes[1] * times, sizes[2], sizes[3]});
}
} // namespace

at::Tensor attention(const at::Tensor& queries, const at::Tensor& keys, const at::Tensor& values) {
    const int64_t batch = queries.size(0), sequence = queries.size(1), heads = queries.size(2), dim = queries.size(3);
    const auto q = queries.transpose(1, 2);
    const auto k = repeated(keys.transpose(1, 2), heads / keys.size(2));
    const auto v = repeated(values.transpose(1, 2), heads / keys.size(2));
#if TAPESTRY_TORCH_FROM(2, 0)
    const auto mixed = at::scaled_dot_product_attention(q, k, v, {}, 0.0, true);
#else
    const auto later = at::ones({sequence, sequence}, q.options().dtype(at::kBool)).triu(1);
    const auto scores = at::matmul(q, k.transpose(-2, -1)).to(at::kFloat) * (1 / std::sqrt(static_cast<double>(dim)));
    const auto shares = scores.masked_fill(later, -std::numeric_limits<double>::infinity()).softmax(-1);
    const auto mixed = at::matmul(shares.to(v.scalar_type()), v);
#endif
    return mixed.transpose(1, 2).reshape({batch, sequence, heads * dim});
}

Rotation Rotation::of(int64_t positions, int64_t dim, float theta, at::Device device) {
    const auto wide = at::TensorOptions().dtype(at::kDouble);
    const auto frequencies = at::pow(static_cast<double>(theta), at::arange(0, dim, 2, wide) / -static_cast<double>(dim));
    const auto angles = at::outer(at::arange(positions, wide), frequencies).unsqueeze(1);
    const auto to = at::TensorOptions().dtype(at::kFloat).device(device);
    const auto cosine = angles.cos(), sine = angles.sin();
    return {at::cat({cosine, cosine}, -1).to(to), at::cat({-sine, sine}, -1).to(to)};
}

at::Tensor Rotation::apply(const at::Tensor& x) const {
    const int64_t sequence = x.size(1), half = x.size(3) / 2;
    return at::addcmul(x * cosine.narrow(0, 0, sequence), at::roll(x, {half}, {-1}), sine.narrow(0, 0, sequence))
        .to(x.scalar_type());
}

} // namespace tapestry::aten
