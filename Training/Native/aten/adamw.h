#pragma once
#include "../decoder/stepping.h"
#include <ATen/ATen.h>
#include <vector>

namespace tapestry::aten {

/// AdamW (Loshchilov and Hutter 2019) over flat vectors where they are, with the relative epsilon of Kernels/Optimizers.
class AdamW {
public:
    /// Copies both moments, flat and on the processor, to the device of the parameters.
    AdamW(const Shape& shape, const at::Tensor& parameters, const at::Tensor& first, const at::Tensor& second);

    void take(const AdamWStep& settings, const at::Tensor& gradients);

    at::Tensor first, second;

private:
    bool take_fused(const AdamWStep& settings, const at::Tensor& gradients);
    void add_relative(const AdamWStep& settings, double correction);

    std::vector<int64_t> lengths_;
    at::Tensor parameters_, denominator_, counts_;
    std::vector<at::Tensor> seconds_, denominators_;
};

} // namespace tapestry::aten
