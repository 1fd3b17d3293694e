#include "llama.h"

namespace tapestry {

std::unique_ptr<Decoder> make_decoder(const Shape& shape, Precision precision, float* parameters, float* gradients) {
    if (precision == Precision::bfloat16) {
        return std::make_unique<Llama<bf16>>(shape, parameters, gradients);
    }
    return std::make_unique<Llama<float>>(shape, parameters, gradients);
}

} // namespace tapestry
