#pragma once
#include "decoder.h"
#include "pass.h"

namespace tapestry {

/// Llama decoder; T is the type of activations and products, float or bf16 (Micikevicius et al. 2018). Threads share
/// the sequences of a batch, each with its own gradient vector, and meet twice a step. A number of threads always
/// gives the same bits: members' gradients are added in order.
template <class T> class Llama final : public Decoder {
public:
    Llama(const Shape& shape, const float* parameters, float* gradients)
        : weights_(shape, parameters), gradients_(gradients) {}

    double forward_backward(const int32_t* tokens, int64_t batch, int64_t sequence) override;
    Score evaluate(const int32_t* tokens, int64_t batch, int64_t sequence) override;
    void logits(const int32_t* tokens, int64_t batch, int64_t sequence, float* out) override;

private:
    struct Member {
        std::unique_ptr<Pass<T>> pass;
        Buffer<float> gradients; // unused by the first, which writes the caller's
        double nats = 0;
    };

    int64_t enlist(int64_t batch);
    void prepare(bool for_backward, int64_t team);
    int64_t pass_items(int64_t sequence) const;
    void add_gradients(int64_t team);
    double total(int64_t team) const;

    Weights<T> weights_;
    float* gradients_;
    std::vector<Member> members_;
};

} // namespace tapestry
