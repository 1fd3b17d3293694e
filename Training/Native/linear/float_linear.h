#pragma once
#include "float_product.h"
#include "linear.h"

namespace tapestry {

/// Products in float, of any sizes: the BLAS that libtorch comes with on Debian is the slow reference one.
class FloatLinear final : public Linear<float> {
public:
    FloatLinear(int64_t out, int64_t in) : out_(out), in_(in) {}

    void prepare(const float* weights, bool for_backward) override {
        float* forward = forward_.reserve(panels(out_) * panel_columns * in_);
        pack_panels(weights, 1, in_, in_, out_, forward);
        if (for_backward) {
            float* backward = backward_.reserve(panels(in_) * panel_columns * out_);
            pack_panels(weights, in_, 1, out_, in_, backward);
        }
    }

    void forward(const float* x, int64_t rows, float* y) const override {
        float_product({x, in_, 1}, forward_.data(), rows, out_, in_, {y, nullptr, out_});
    }

    void forward_add(const float* x, int64_t rows, const float* addend, float* y,
                     LinearScratch<float>&) const override {
        float_product({x, in_, 1}, forward_.data(), rows, out_, in_, {y, addend, out_});
    }

    void backward_input(const float* dy, int64_t rows, float* dx) const override {
        float_product({dy, out_, 1}, backward_.data(), rows, in_, out_, {dx, nullptr, in_});
    }

    void backward_weights(const float* dy, const float* x, int64_t rows, float* dweights,
                          LinearScratch<float>& scratch) const override {
        float* right = scratch.right.reserve(panels(in_) * panel_columns * rows);
        pack_panels(x, in_, 1, rows, in_, right);
        float_product({dy, 1, out_}, right, out_, in_, rows, {dweights, dweights, in_});
    }

private:
    int64_t out_, in_;
    Buffer<float> forward_, backward_;
};

} // namespace tapestry
