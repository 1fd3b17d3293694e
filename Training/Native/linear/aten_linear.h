#pragma once
#include "../core/buffer.h"
#include "aten_products.h"
#include "linear.h"

namespace tapestry {

/// Products by libtorch: any sizes, any processor.
template <class T> class AtenLinear final : public Linear<T> {
public:
    AtenLinear(int64_t out, int64_t in) : out_(out), in_(in) { weights_.reserve(out * in); }

    void prepare(const float* weights, bool) override {
        T* to = weights_.data();
        for (int64_t i = 0; i < out_ * in_; ++i) {
            to[i] = narrow<T>(weights[i]);
        }
    }

    void forward(const T* x, int64_t rows, T* y) const override {
        aten_product(x, false, weights_.data(), true, y, rows, out_, in_);
    }

    void forward_add(const T* x, int64_t rows, const float* addend, float* y,
                     LinearScratch<T>& scratch) const override {
        T* product = scratch.left.reserve(rows * out_);
        forward(x, rows, product);
        for (int64_t i = 0; i < rows * out_; ++i) {
            y[i] = (addend == nullptr ? 0.0f : addend[i]) + widen(product[i]);
        }
    }

    void backward_input(const T* dy, int64_t rows, T* dx) const override {
        aten_product(dy, false, weights_.data(), false, dx, rows, in_, out_);
    }

    void backward_weights(const T* dy, const T* x, int64_t rows, float* dweights,
                          LinearScratch<T>& scratch) const override {
        T* product = scratch.left.reserve(out_ * in_);
        aten_product(dy, true, x, false, product, out_, in_, rows);
        for (int64_t i = 0; i < out_ * in_; ++i) {
            dweights[i] += widen(product[i]);
        }
    }

private:
    int64_t out_, in_;
    Buffer<T> weights_;
};

} // namespace tapestry
