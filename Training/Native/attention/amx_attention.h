#pragma once
#include "attention.h"

namespace tapestry {

/// Attention in bf16 tiles; the head size is a multiple of 32, the sequence of any length.
class AmxAttention final : public Attention<bf16> {
public:
    explicit AmxAttention(const Shape& shape);
    ~AmxAttention() override;

    static bool fits(const Shape& shape);

    void forward(const bf16* qkv, int64_t batch, int64_t sequence, bf16* out, float* log_sums) override;
    void backward(const bf16* qkv, const bf16* out, const float* log_sums, const bf16* dout, int64_t batch,
                  int64_t sequence, bf16* dqkv) override;

private:
    struct Scratch;

    void forward_head(const bf16* query, int64_t sequence, bf16* out, float* log_sums);
    void backward_head(const bf16* query, const bf16* key, const bf16* out, const float* log_sums, const bf16* dout,
                       int64_t sequence, bf16* dquery);

    int64_t heads_, kv_heads_, dim_, width_;
    float scale_;
    std::unique_ptr<Scratch> scratch_;
};

} // namespace tapestry
