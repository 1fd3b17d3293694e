#pragma once
#include "../attention/attention.h"
#include "../kernels/rotary.h"
#include "../linear/linear.h"
#include "activations.h"
#include "decoder.h"

namespace tapestry {

/// Llama decoder with hand-derived gradients. T is the type of activations and products: float or bf16; weights,
/// residual stream, softmax, loss and gradients of weights are float (Micikevicius et al. 2018).
template <class T> class Llama final : public Decoder {
public:
    Llama(const Shape& shape, float* parameters, float* gradients);

    double forward_backward(const int32_t* tokens, int64_t batch, int64_t sequence) override;
    Score evaluate(const int32_t* tokens, int64_t batch, int64_t sequence) override;
    void logits(const int32_t* tokens, int64_t batch, int64_t sequence, float* out) override;

private:
    struct Layer {
        std::unique_ptr<Linear<T>> qkv, out, gate_up, down;
    };

    /// Sequences of one pass: few enough that activations stay in the cache, enough that weight gradients are not
    /// written too often.
    int64_t pass_items(int64_t batch, int64_t sequence) const;
    int64_t head_rows(int64_t rows) const;
    void prepare(bool for_backward);
    void split(const int32_t* tokens, int64_t items, int64_t sequence);

    /// Embedding to final norm. keep: a layer's activations each, otherwise all layers share the first.
    void forward(int64_t items, int64_t sequence, bool keep);
    void forward_layer(size_t layer, LayerActivations<T>& kept, float* next, int64_t items, int64_t sequence);
    double head(int64_t rows, float scale, bool train);
    void backward(int64_t items, int64_t sequence);
    void backward_layer(size_t layer, LayerActivations<T>& kept, int64_t items, int64_t sequence);

    Shape shape_;
    float* parameters_;
    float* gradients_;
    Rotary rotary_;
    std::unique_ptr<Attention<T>> attention_;
    std::vector<Layer> layers_;
    std::unique_ptr<Linear<T>> head_;
    Activations<T> memory_;
    Buffer<int32_t> inputs_, targets_;
};

} // namespace tapestry
