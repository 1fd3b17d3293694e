#pragma once
#include "../core/buffer.h"
#include "attention.h"

namespace tapestry {

/// Attention in float, a few query rows at a time against the keys that they see: any head size, any processor.
class FloatAttention final : public Attention<float> {
public:
    explicit FloatAttention(const Shape& shape);

    void forward(const float* qkv, int64_t batch, int64_t sequence, float* out, float* log_sums) override;
    void backward(const float* qkv, const float* out, const float* log_sums, const float* dout, int64_t batch,
                  int64_t sequence, float* dqkv) override;

private:
    /// Packed right operands of one head, of which each panel or row is a key's or a query's, and rows of scores.
    struct Scratch {
        float *keys_t, *values_t, *keys, *values, *queries, *douts, *scores, *dscores;
    };

    Scratch scratch(int64_t sequence);
    void forward_head(const float* query, int64_t sequence, const Scratch& local, float* out, float* log_sums) const;
    void backward_head(const float* query, const float* out, const float* log_sums, const float* dout,
                       int64_t sequence, const Scratch& local, float* dquery, float* dkey) const;
    /// From scores and their gradients to probabilities and the gradients that queries and keys multiply.
    void differentiate(const float* out, const float* log_sums, const float* dout, int64_t first, int64_t last,
                       int64_t stride, const Scratch& local) const;

    int64_t heads_, kv_heads_, dim_, width_;
    float scale_;
    Buffer<float> scratch_;
};

} // namespace tapestry
