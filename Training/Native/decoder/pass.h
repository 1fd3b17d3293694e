#pragma once
#include "../attention/attention.h"
#include "activations.h"
#include "weights.h"

namespace tapestry {

/// One thread's walk through the decoder with the memory that it needs: a few sequences forward, and back again with
/// hand-derived gradients. The residual stream, softmax, loss and weight gradients are float.
template <class T> class Pass {
public:
    explicit Pass(const Weights<T>& weights);

    /// Summed loss of items rows of sequence + 1 tokens; adds its gradient, times scale, to the flat vector.
    double train(const int32_t* tokens, int64_t items, int64_t sequence, float scale, float* gradients);

    /// Summed loss alone.
    double evaluate(const int32_t* tokens, int64_t items, int64_t sequence);

    /// Logits of items rows of sequence tokens.
    void logits(const int32_t* tokens, int64_t items, int64_t sequence, float* out);

private:
    int64_t head_rows(int64_t rows) const;
    void split(const int32_t* tokens, int64_t items, int64_t sequence);

    /// Embedding to final norm. keep: each layer its own activations, otherwise all share the first's.
    void forward(int64_t items, int64_t sequence, bool keep);
    void forward_layer(size_t layer, LayerActivations<T>& kept, float* next, int64_t items, int64_t sequence);
    /// Loss of the normed rows; with gradients also those of the head and of the normed rows.
    double head(int64_t rows, float scale, float* gradients);
    void backward(int64_t items, int64_t sequence, float* gradients);
    /// Takes dx from the gradient of the layer's output to that of its input.
    void backward_layer(size_t layer, LayerActivations<T>& kept, int64_t items, int64_t sequence, float* gradients);

    const Weights<T>& weights_;
    const Shape& shape_;
    std::unique_ptr<Attention<T>> attention_;
    Activations<T> memory_;
    LinearScratch<T> scratch_;
    Buffer<int32_t> inputs_, targets_;
};

} // namespace tapestry
