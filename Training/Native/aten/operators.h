#pragma once
#include <ATen/ATen.h>

namespace tapestry::aten {

/// RMSNorm over the last dimension; the mean square is float32.
at::Tensor rms_norm(const at::Tensor& x, const at::Tensor& weight, double epsilon);

/// Causal attention of [batch, sequence, heads, dim] queries over as many or fewer key heads; [batch, sequence, width].
at::Tensor attention(const at::Tensor& queries, const at::Tensor& keys, const at::Tensor& values);

/// Cosines and sines of the rotary embedding, [positions, 1, dim] each, the sines' first half negated: a rotation is then
/// x * cosine + roll(x, dim / 2) * sine.
struct Rotation {
    at::Tensor cosine, sine;

    static Rotation of(int64_t positions, int64_t dim, float theta, at::Device device);

    /// Rotates [batch, sequence, heads, dim].
    at::Tensor apply(const at::Tensor& x) const;
};

} // namespace tapestry::aten
