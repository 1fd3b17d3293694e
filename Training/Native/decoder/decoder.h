#pragma once
#include "shape.h"
#include <memory>

namespace tapestry {

/// Sum of negative log-likelihoods in nats and how many targets it covers.
struct Score {
    double nats;
    int64_t count;
};

/// A Llama-style decoder over one flat parameter vector and one flat gradient vector that the caller owns.
class Decoder {
public:
    virtual ~Decoder() = default;

    /// Mean loss over batch rows of sequence + 1 tokens; gradients are overwritten.
    virtual double forward_backward(const int32_t* tokens, int64_t batch, int64_t sequence) = 0;

    virtual Score evaluate(const int32_t* tokens, int64_t batch, int64_t sequence) = 0;

    /// Logits [batch * sequence, vocab] of batch rows of sequence tokens.
    virtual void logits(const int32_t* tokens, int64_t batch, int64_t sequence, float* out) = 0;
};

enum class Precision : int32_t { float32 = 0, bfloat16 = 1 };

std::unique_ptr<Decoder> make_decoder(const Shape& shape, Precision precision, float* parameters, float* gradients);

} // namespace tapestry
