#include "../aten/aten_llama.h"
#include "../aten/device.h"
#include "../core/buffer.h"
#include "../decoder/decoder.h"
#include "../tapestry_torch.h"
#include "guard.h"
#include "tensor.h"
#include <ATen/core/grad_mode.h>

struct tapestry_decoder {
    at::Tensor parameters, gradients;
    std::unique_ptr<tapestry::Decoder> decoder;
};

namespace {
enum class Device : int32_t { kernels = 0, processor = 1, cuda = 2 };

std::unique_ptr<tapestry::Decoder> make(const tapestry::Shape& sizes, const tapestry_shape& shape,
                                        const at::Tensor& parameters, const at::Tensor& gradients) {
    const auto precision = static_cast<tapestry::Precision>(shape.precision);
    const auto device = static_cast<Device>(shape.device);
    if (device == Device::kernels) {
        return tapestry::make_decoder(sizes, precision, parameters.data_ptr<float>(), gradients.data_ptr<float>());
    }
    const auto place = device == Device::cuda ? tapestry::cuda_device(shape.index) : at::Device(at::kCPU);
    return std::make_unique<tapestry::AtenLlama>(sizes, precision, place, parameters, gradients);
}

tapestry::SteppingDecoder& stepping(tapestry_decoder* decoder) {
    auto* steps = dynamic_cast<tapestry::SteppingDecoder*>(decoder->decoder.get());
    TORCH_CHECK(steps != nullptr, "this decoder's steps are the caller's");
    return *steps;
}
} // namespace

int32_t tapestry_cuda_devices() { return static_cast<int32_t>(tapestry::cuda_devices()); }

int64_t tapestry_scratch_bytes() { return tapestry::buffer_bytes; }

int32_t tapestry_decoder_create(const tapestry_shape* shape, const tapestry_tensor* parameters,
                                const tapestry_tensor* gradients, tapestry_decoder** decoder) {
    return tapestry::guard([=] {
        const tapestry::Shape sizes{shape->vocab,        shape->hidden,       shape->inter,      shape->layers,
                                    shape->heads,        shape->kv_heads,     shape->max_positions,
                                    shape->norm_epsilon, shape->rope_theta,   shape->tied != 0};
        TORCH_CHECK(parameters->value.numel() == sizes.parameters() && gradients->value.numel() == sizes.parameters(),
                    "the shape has ", sizes.parameters(), " parameters, the tensors ", parameters->value.numel(),
                    " and ", gradients->value.numel());
        const at::NoGradGuard no_grad;
        *decoder = new tapestry_decoder{parameters->value, gradients->value,
                                        make(sizes, *shape, parameters->value, gradients->value)};
    });
}

void tapestry_decoder_free(tapestry_decoder* decoder) { delete decoder; }

int32_t tapestry_decoder_forward_backward(tapestry_decoder* decoder, const int32_t* tokens, int64_t batch,
                                          int64_t sequence, double* loss) {
    return tapestry::guard([=] {
        const at::NoGradGuard no_grad;
        *loss = decoder->decoder->forward_backward(tokens, batch, sequence);
    });
}

int32_t tapestry_decoder_evaluate(tapestry_decoder* decoder, const int32_t* tokens, int64_t batch, int64_t sequence,
                                  double* nats, int64_t* count) {
    return tapestry::guard([=] {
        const at::NoGradGuard no_grad;
        const auto score = decoder->decoder->evaluate(tokens, batch, sequence);
        *nats = score.nats;
        *count = score.count;
    });
}

int32_t tapestry_decoder_logits(tapestry_decoder* decoder, const int32_t* tokens, int64_t batch, int64_t sequence,
                                float* logits) {
    return tapestry::guard([=] {
        const at::NoGradGuard no_grad;
        decoder->decoder->logits(tokens, batch, sequence, logits);
    });
}

int32_t tapestry_steps_begin(tapestry_decoder* decoder, const float* first, const float* second) {
    return tapestry::guard([=] {
        const at::NoGradGuard no_grad;
        stepping(decoder).begin(first, second);
    });
}

int32_t tapestry_steps_take(tapestry_decoder* decoder, const int32_t* tokens, int64_t batch, int64_t sequence,
                            const tapestry_adamw* settings, double* loss, double* norm, int32_t* taken) {
    return tapestry::guard([=] {
        const at::NoGradGuard no_grad;
        const tapestry::AdamWStep step{settings->beta1,        settings->beta2,         settings->epsilon, settings->relative_epsilon,
                                       settings->weight_decay, settings->learning_rate, settings->step};
        const auto result = stepping(decoder).step(tokens, batch, sequence, settings->most_norm, step);
        *loss = result.loss;
        *norm = result.norm;
        *taken = result.taken ? 1 : 0;
    });
}

int32_t tapestry_steps_end(tapestry_decoder* decoder, float* first, float* second) {
    return tapestry::guard([=] {
        const at::NoGradGuard no_grad;
        stepping(decoder).end(first, second);
    });
}
