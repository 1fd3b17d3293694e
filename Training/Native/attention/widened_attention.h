#pragma once
#include "float_attention.h"

namespace tapestry {

/// bf16 attention in float arithmetic, for processors and head sizes that tiles do not fit.
class WidenedAttention final : public Attention<bf16> {
public:
    explicit WidenedAttention(const Shape& shape)
        : inner_(shape), width_(shape.qkv_width()), out_width_(shape.hidden) {}

    void forward(const bf16* qkv, int64_t batch, int64_t sequence, bf16* out, float* log_sums) override {
        const int64_t rows = batch * sequence;
        float* result = out_.reserve(rows * out_width_);
        inner_.forward(widened(qkv, rows * width_, qkv_), batch, sequence, result, log_sums);
        round(result, rows * out_width_, out);
    }

    void backward(const bf16* qkv, const bf16* out, const float* log_sums, const bf16* dout, int64_t batch,
                  int64_t sequence, bf16* dqkv) override {
        const int64_t rows = batch * sequence;
        float* result = dqkv_.reserve(rows * width_);
        inner_.backward(widened(qkv, rows * width_, qkv_), widened(out, rows * out_width_, out_), log_sums,
                        widened(dout, rows * out_width_, dout_), batch, sequence, result);
        round(result, rows * width_, dqkv);
    }

private:
    static const float* widened(const bf16* from, int64_t count, Buffer<float>& buffer) {
        float* to = buffer.reserve(count);
        for (int64_t i = 0; i < count; ++i) {
            to[i] = widen(from[i]);
        }
        return to;
    }

    static void round(const float* from, int64_t count, bf16* to) {
        for (int64_t i = 0; i < count; ++i) {
            to[i] = narrow<bf16>(from[i]);
        }
    }

    FloatAttention inner_;
    int64_t width_, out_width_;
    Buffer<float> qkv_, out_, dout_, dqkv_;
};

} // namespace tapestry
