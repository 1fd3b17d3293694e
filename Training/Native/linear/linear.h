#pragma once
#include "../core/bf16.h"
#include "../core/buffer.h"
#include <memory>

namespace tapestry {

/// Packed operands of one thread's products.
template <class T> struct LinearScratch {
    Buffer<T> left, right;
};

/// y = x W^T for one weight matrix W [out, in] of the flat vector, and its two gradients. T is the type of
/// activations: float, or bf16 with products summed in float. Activation buffers hold a multiple of 32 rows and
/// one block of 32 more. After prepare, threads share it, each with its own scratch.
template <class T> class Linear {
public:
    virtual ~Linear() = default;

    /// Rounds and arranges the weights; once a step, before the products that use them.
    virtual void prepare(const float* weights, bool for_backward) = 0;

    virtual void forward(const T* x, int64_t rows, T* y) const = 0;
    /// y = x W^T + addend, which may be y or absent.
    virtual void forward_add(const T* x, int64_t rows, const float* addend, float* y,
                             LinearScratch<T>& scratch) const = 0;
    /// dx = dy W.
    virtual void backward_input(const T* dy, int64_t rows, T* dx) const = 0;
    /// dweights += dy^T x.
    virtual void backward_weights(const T* dy, const T* x, int64_t rows, float* dweights,
                                  LinearScratch<T>& scratch) const = 0;
};

/// The fastest implementation for this processor and these sizes.
template <class T> std::unique_ptr<Linear<T>> make_linear(int64_t out, int64_t in);

} // namespace tapestry
