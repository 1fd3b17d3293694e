#include "adamw.h"
#include "version.h"
#include <cmath>

namespace tapestry::aten {

namespace {
/// Lengths of the weights in the order of the flat vector; the relative epsilon is a weight's own.
std::vector<int64_t> lengths(const Shape& shape) {
    const int64_t hidden = shape.hidden, keys = shape.kv_heads * shape.head_dim(), block = shape.inter * hidden;
    std::vector<int64_t> all{shape.vocab * hidden};
    for (int64_t layer = 0; layer < shape.layers; ++layer) {
        all.insert(all.end(), {hidden, hidden * hidden, keys * hidden, keys * hidden, hidden * hidden, hidden, block, block, block});
    }
    all.push_back(hidden);
    if (!shape.tied) {
        all.push_back(shape.vocab * hidden);
    }
    return all;
}
} // namespace

AdamW::AdamW(const Shape& shape, const at::Tensor& parameters, const at::Tensor& first_moment, const at::Tensor& second_moment)
    : first(first_moment.to(parameters.device(), at::kFloat, false, true)),
      second(second_moment.to(parameters.device(), at::kFloat, false, true)), parameters_(parameters) {
    lengths_ = lengths(shape);
    counts_ = at::tensor(at::ArrayRef<int64_t>(lengths_), at::kLong).to(parameters.device(), at::kFloat);
    seconds_ = second.split_with_sizes(lengths_);
}

void AdamW::take(const AdamWStep& s, const at::Tensor& gradients) {
    if (take_fused(s, gradients)) {
        return;
    }
    if (!denominator_.defined()) {
        denominator_ = at::empty_like(parameters_);
        denominators_ = denominator_.split_with_sizes(lengths_);
    }
    const double correction = 1 - std::pow(static_cast<double>(s.beta2), static_cast<double>(s.step));
    const double first_correction = 1 - std::pow(static_cast<double>(s.beta1), static_cast<double>(s.step));
    first.lerp_(gradients, 1.0 - s.beta1);
    second.mul_(s.beta2).addcmul_(gradients, gradients, 1.0 - s.beta2);
    at::sqrt_out(denominator_, second);
    denominator_.mul_(1 / std::sqrt(correction)).add_(s.epsilon);
    if (s.relative_epsilon != 0) {
        add_relative(s, correction);
    }
    parameters_.mul_(1 - static_cast<double>(s.learning_rate) * s.weight_decay);
    parameters_.addcdiv_(first, denominator_, -s.learning_rate / first_correction);
}

/// Of the root of the corrected second moment: the root of that moment's mean over the weight.
void AdamW::add_relative(const AdamWStep& s, double correction) {
    const auto means = at::stack(at::_foreach_norm(seconds_, 1)) / (counts_ * correction);
    const auto relative = means.sqrt().mul_(s.relative_epsilon).unbind(0);
    for (size_t i = 0; i < denominators_.size(); ++i) {
        denominators_[i].add_(relative[i]);
    }
}

bool AdamW::take_fused(const AdamWStep& s, const at::Tensor& gradients) {
#if TAPESTRY_TORCH_FROM(2, 4)
    if (s.relative_epsilon == 0) {
        const auto step = at::full({}, static_cast<double>(s.step), parameters_.options());
        at::_fused_adamw_({parameters_}, {gradients}, {first}, {second}, {}, {step}, static_cast<double>(s.learning_rate),
                          s.beta1, s.beta2, s.weight_decay, s.epsilon, false, false);
        return true;
    }
#else
    static_cast<void>(s);
    static_cast<void>(gradients);
#endif
    return false;
}

} // namespace tapestry::aten
