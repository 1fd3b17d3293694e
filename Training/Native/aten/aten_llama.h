#pragma once
#include "../decoder/stepping.h"
#include "adamw.h"
#include "flat.h"
#include "operators.h"
#include "recording.h"
#include <optional>

namespace tapestry {

/// The same Llama decoder through libtorch's operators and automatic differentiation, on any device that libtorch has.
/// Master weights, residual stream, norms and loss are float32; products and attention are of the chosen precision.
class AtenLlama final : public SteppingDecoder {
public:
    /// The host's vectors stay the caller's; every call but step copies from and to them.
    AtenLlama(const Shape& shape, Precision precision, at::Device device, const at::Tensor& host_parameters,
              const at::Tensor& host_gradients);

    double forward_backward(const int32_t* tokens, int64_t batch, int64_t sequence) override;
    Score evaluate(const int32_t* tokens, int64_t batch, int64_t sequence) override;
    void logits(const int32_t* tokens, int64_t batch, int64_t sequence, float* out) override;
    void begin(const float* first, const float* second) override;
    StepResult step(const int32_t* tokens, int64_t batch, int64_t sequence, float most_norm,
                    const AdamWStep& settings) override;
    void end(float* first, float* second) override;

private:
    struct Layer {
        at::Tensor input_norm, qkv, out, post_norm, gate_up, down;
    };

    /// Batches of one size: their tokens, their loss and gradient norm, and the passes between where they are recorded.
    struct Batches {
        at::Tensor tokens, measured;
        std::unique_ptr<aten::Recording> passes;
    };

    void upload();
    const at::Tensor& measure(const int32_t* tokens, int64_t batch, int64_t length);
    at::Tensor loss_and_norm(const at::Tensor& tokens);
    at::Tensor on_device(const int32_t* tokens, int64_t batch, int64_t length) const;
    at::Tensor scores(const at::Tensor& inputs) const;
    at::Tensor layer_output(const Layer& layer, const at::Tensor& x) const;
    at::Tensor normed(const at::Tensor& x, const at::Tensor& weight) const;
    at::Tensor loss(const at::Tensor& tokens, int64_t reduction) const;
    at::Tensor differentiate(const at::Tensor& tokens);

    Shape shape_;
    at::Device device_;
    at::ScalarType products_;
    at::Tensor host_parameters_, host_gradients_;
    aten::Flat flat_;
    aten::Rotation rotation_;
    at::Tensor embedding_, final_norm_, head_;
    std::vector<Layer> layers_;
    std::optional<aten::AdamW> optimizer_;
    Batches batches_;
};

} // namespace tapestry
