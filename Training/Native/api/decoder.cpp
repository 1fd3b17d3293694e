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
        *decoder = new tapestry_decoder{
            parameters->value, gradients->value,
            tapestry::make_decoder(sizes, static_cast<tapestry::Precision>(shape->precision),
                                   parameters->value.data_ptr<float>(), gradients->value.data_ptr<float>())};
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
