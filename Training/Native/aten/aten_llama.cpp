#include "aten_llama.h"
#include <ATen/core/Reduction.h>
#include <ATen/core/grad_mode.h>

namespace tapestry {

namespace {
at::Tensor over(const float* data, int64_t length) { return at::from_blob(const_cast<float*>(data), {length}, at::kFloat); }
} // namespace

AtenLlama::AtenLlama(const Shape& shape, Precision precision, at::Device device, const at::Tensor& host_parameters,
                     const at::Tensor& host_gradients)
    : shape_(shape), device_(device), products_(precision == Precision::bfloat16 ? at::kBFloat16 : at::kFloat),
      host_parameters_(host_parameters), host_gradients_(host_gradients), flat_(shape, products_, device),
      rotation_(aten::Rotation::of(shape.max_positions, shape.head_dim(), shape.rope_theta, device)) {
    embedding_ = flat_.table(shape.embedding(), shape.vocab, shape.hidden);
    for (int64_t i = 0; i < shape.layers; ++i) {
        layers_.push_back({flat_.vector(shape.input_norm(i), shape.hidden),
                           flat_.matrix(shape.qkv(i), shape.qkv_width(), shape.hidden),
                           flat_.matrix(shape.out(i), shape.hidden, shape.hidden),
                           flat_.vector(shape.post_norm(i), shape.hidden),
                           flat_.matrix(shape.gate_up(i), 2 * shape.inter, shape.hidden),
                           flat_.matrix(shape.down(i), shape.hidden, shape.inter)});
    }
    final_norm_ = flat_.vector(shape.final_norm(), shape.hidden);
    head_ = shape.tied ? embedding_ : flat_.matrix(shape.head(), shape.vocab, shape.hidden);
}

double AtenLlama::forward_backward(const int32_t* tokens, int64_t batch, int64_t sequence) {
    upload();
    const auto mean = differentiate(on_device(tokens, batch, sequence + 1));
    host_gradients_.copy_(flat_.gradients);
    return mean.item<double>();
}

Score AtenLlama::evaluate(const int32_t* tokens, int64_t batch, int64_t sequence) {
    upload();
    return {loss(on_device(tokens, batch, sequence + 1), at::Reduction::Sum).item<double>(), batch * sequence};
}

void AtenLlama::logits(const int32_t* tokens, int64_t batch, int64_t sequence, float* out) {
    upload();
    over(out, batch * sequence * shape_.vocab).copy_(scores(on_device(tokens, batch, sequence)).flatten());
}

void AtenLlama::begin(const float* first, const float* second) {
    upload();
    const int64_t length = shape_.parameters();
    optimizer_.emplace(shape_, flat_.parameters, over(first, length), over(second, length));
}

StepResult AtenLlama::step(const int32_t* tokens, int64_t batch, int64_t sequence, float most_norm,
                           const AdamWStep& settings) {
    TORCH_CHECK(optimizer_.has_value(), "a step outside begin and end");
    const auto read = measure(tokens, batch, sequence + 1).cpu(); // the one wait of a step
    const double loss = read[0].item<double>(), norm = read[1].item<double>();
    if (!std::isfinite(loss) || !std::isfinite(norm)) {
        return {loss, norm, false};
    }
    if (norm > most_norm) {
        flat_.gradients.mul_(most_norm / norm);
    }
    optimizer_->take(settings, flat_.gradients);
    flat_.prepare();
    return {loss, norm, true};
}

/// Passes are the same for every batch of a size: where they can be recorded, a step starts them with one call.
const at::Tensor& AtenLlama::measure(const int32_t* tokens, int64_t batch, int64_t length) {
    const auto from = at::from_blob(const_cast<int32_t*>(tokens), {batch, length}, at::kInt);
    if (!batches_.tokens.defined() || batches_.tokens.sizes() != from.sizes()) {
        batches_ = {from.to(device_).to(at::kLong), {}, nullptr};
        batches_.passes = aten::record(device_, [this] { batches_.measured = loss_and_norm(batches_.tokens); });
    }
    batches_.tokens.copy_(from);
    if (batches_.passes) {
        batches_.passes->replay();
    } else {
        batches_.measured = loss_and_norm(batches_.tokens);
    }
    return batches_.measured;
}

at::Tensor AtenLlama::loss_and_norm(const at::Tensor& tokens) {
    const auto mean = differentiate(tokens);
    return at::stack({mean, flat_.gradients.norm()});
}

void AtenLlama::end(float* first, float* second) {
    TORCH_CHECK(optimizer_.has_value(), "end without begin");
    const int64_t length = shape_.parameters();
    host_parameters_.copy_(flat_.parameters);
    over(first, length).copy_(optimizer_->first);
    over(second, length).copy_(optimizer_->second);
    optimizer_.reset();
}

void AtenLlama::upload() {
    TORCH_CHECK(!optimizer_.has_value(), "the weights are on the device until the steps have ended");
    flat_.parameters.copy_(host_parameters_);
    flat_.prepare();
}

at::Tensor AtenLlama::on_device(const int32_t* tokens, int64_t batch, int64_t length) const {
    return at::from_blob(const_cast<int32_t*>(tokens), {batch, length}, at::kInt).to(device_).to(at::kLong);
}

at::Tensor AtenLlama::normed(const at::Tensor& x, const at::Tensor& weight) const {
    return aten::rms_norm(x, weight, shape_.norm_epsilon).to(products_);
}

at::Tensor AtenLlama::layer_output(const Layer& layer, const at::Tensor& x) const {
    const int64_t batch = x.size(0), sequence = x.size(1), turned = shape_.heads + shape_.kv_heads;
    const auto qkv = at::linear(normed(x, layer.input_norm), layer.qkv)
                         .view({batch, sequence, turned + shape_.kv_heads, shape_.head_dim()})
                         .split_with_sizes({turned, shape_.kv_heads}, 2);
    const auto qk = rotation_.apply(qkv[0]).split_with_sizes({shape_.heads, shape_.kv_heads}, 2);
    const auto middle = x + at::linear(aten::attention(qk[0], qk[1], qkv[1]), layer.out);
    const auto gate_up = at::linear(normed(middle, layer.post_norm), layer.gate_up).chunk(2, -1);
    return middle + at::linear(at::silu(gate_up[0]) * gate_up[1], layer.down);
}

/// Logits [batch, sequence, vocab] in float32.
at::Tensor AtenLlama::scores(const at::Tensor& inputs) const {
    auto x = at::embedding(embedding_, inputs);
    for (const auto& layer : layers_) {
        x = layer_output(layer, x);
    }
    return at::linear(normed(x, final_norm_), head_.to(products_)).to(at::kFloat);
}

at::Tensor AtenLlama::loss(const at::Tensor& tokens, int64_t reduction) const {
    const int64_t sequence = tokens.size(1) - 1;
    const auto inputs = tokens.narrow(1, 0, sequence).contiguous();
    const auto targets = tokens.narrow(1, 1, sequence).flatten();
    return at::cross_entropy_loss(scores(inputs).flatten(0, 1), targets, {}, reduction);
}

at::Tensor AtenLlama::differentiate(const at::Tensor& tokens) {
    const at::AutoGradMode recording(true);
    auto mean = loss(tokens, at::Reduction::Mean);
    mean.backward();
    const at::NoGradGuard done;
    flat_.collect();
    return mean.detach();
}

} // namespace tapestry
