#pragma once
#include "../core/bf16.h"
#include <memory>

namespace tapestry {

/// y = x W^T for one weight matrix W [out, in] of the flat vector, and its two gradients. T is the type of
/// activations: float, or bf16 with products summed in float. Activation buffers hold a multiple of 32 rows.
template <class T> class Linear {
public:
    virtual ~Linear() = default;

    /// Rounds and arranges the weights; once a step, before the products that use them.
    virtual void prepare(const float* weights, bool for_backward) = 0;

    virtual void forward(const T* x, int64_t rows, T* y) = 0;
    /// y = x W^T + addend, which may be y.
    virtual void forward_add(const T* x, int64_t rows, const float* addend, float* y) = 0;
    /// dx = dy W.
    virtual void backward_input(const T* dy, int64_t rows, T* dx) = 0;
    /// dweights += dy^T x.
    virtual void backward_weights(const T* dy, const T* x, int64_t rows, float* dweights) = 0;
};

/// The fastest implementation for this processor and these sizes.
template <class T> std::unique_ptr<Linear<T>> make_linear(int64_t out, int64_t in);

} // namespace tapestry
