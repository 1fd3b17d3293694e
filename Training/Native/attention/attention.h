#pragma once
#include "../core/bf16.h"
#include "../decoder/shape.h"
#include <memory>

namespace tapestry {

/// Causal grouped-query attention: softmax(q k^T / sqrt(head_dim)) v with keys up to the query.
/// A row of qkv is [q heads | k heads | v heads], a row of the output the heads side by side. The forward pass keeps
/// one number a query, the logarithm of its softmax sum (Dao 2023), from which the backward pass recomputes.
/// One object a thread.
template <class T> class Attention {
public:
    virtual ~Attention() = default;

    /// log_sums holds heads x sequence numbers for each item of the batch.
    virtual void forward(const T* qkv, int64_t batch, int64_t sequence, T* out, float* log_sums) = 0;

    /// dqkv is overwritten.
    virtual void backward(const T* qkv, const T* out, const float* log_sums, const T* dout, int64_t batch,
                          int64_t sequence, T* dqkv) = 0;
};

/// The fastest implementation for this processor and these sizes.
template <class T> std::unique_ptr<Attention<T>> make_attention(const Shape& shape);

} // namespace tapestry
