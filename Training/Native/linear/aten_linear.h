#pragma once
#include "../core/buffer.h"
#include "aten_product.h"
#include "linear.h"

namespace tapestry {

/// bf16 products by libtorch: any sizes, any processor.
class AtenLinear final : public Linear<bf16> {
public:
    AtenLinear(int64_t out, int64_t in) : out_(out), in_(in) { weights_.reserve(out * in); }

    void prepare(const float* weights, bool) override {
        bf16* to = weights_.data();
        for (int64_t i = 0; i < out_ * in_; ++i) {
            to[i] = narrow<bf16>(weights[i]);
        }
    }

    void forward(const bf16* x, int64_t rows, bf16* y) const override {
        aten_product(x, false, weights_.data(), true, y, rows, out_, in_);
    }

    void forward_add(const bf16* x, int64_t rows, const float* addend, float* y,
                     LinearScratch<bf16>& scratch) const override {
        bf16* product = scratch.left.reserve(rows * out_);
        forward(x, rows, product);
        for (int64_t i = 0; i < rows * out_; ++i) {
            y[i] = (addend == nullptr ? 0.0f : addend[i]) + widen(product[i]);
        }
    }

    void backward_input(const bf16* dy, int64_t rows, bf16* dx) const override {
        aten_product(dy, false, weights_.data(), false, dx, rows, in_, out_);
    }

    void backward_weights(const bf16* dy, const bf16* x, int64_t rows, float* dweights,
                          LinearScratch<bf16>& scratch) const override {
        bf16* product = scratch.left.reserve(out_ * in_);
        aten_product(dy, true, x, false, product, out_, in_, rows);
        for (int64_t i = 0; i < out_ * in_; ++i) {
            dweights[i] += widen(product[i]);
        }
    }

private:
    int64_t out_, in_;
    Buffer<bf16> weights_;
};

} // namespace tapestry
