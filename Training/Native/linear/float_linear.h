#pragma once
#include "../float/pack.h"
#include "../float/product.h"
#include "linear.h"

namespace tapestry {

/// Products in float, of any sizes: the BLAS that libtorch comes with on Debian is the slow reference one.
class FloatLinear final : public Linear<float> {
public:
    FloatLinear(int64_t out, int64_t in) : out_(out), in_(in) {}

    void prepare(const float* weights, bool for_backward) override {
        pack_panels_transposed(weights, in_, in_, out_, forward_.reserve(packed_size(in_, out_)));
        if (for_backward) {
            pack_panels(weights, in_, out_, in_, backward_.reserve(packed_size(out_, in_)));
        }
    }

    void forward(const float* x, int64_t rows, float* y) const override {
        float_product(RowMajor{x, in_}, Panels::packed(forward_.data(), in_), rows, out_, in_, {y, nullptr, out_});
    }

    void forward_add(const float* x, int64_t rows, const float* addend, float* y,
                     LinearScratch<float>&) const override {
        float_product(RowMajor{x, in_}, Panels::packed(forward_.data(), in_), rows, out_, in_, {y, addend, out_});
    }

    void backward_input(const float* dy, int64_t rows, float* dx) const override {
        float_product(RowMajor{dy, out_}, Panels::packed(backward_.data(), out_), rows, in_, out_,
                      {dx, nullptr, in_});
    }

    void backward_weights(const float* dy, const float* x, int64_t rows, float* dweights,
                          LinearScratch<float>&) const override {
        constexpr int64_t most = 256; // rows of both operands that stay in the second-level cache
        for (int64_t start = 0; start < rows; start += most) {
            float_product(ColumnMajor{dy + start * out_, out_}, Panels::row_major(x + start * in_, in_), out_, in_,
                          std::min(most, rows - start), {dweights, dweights, in_});
        }
    }

private:
    int64_t out_, in_;
    Buffer<float> forward_, backward_;
};

} // namespace tapestry
