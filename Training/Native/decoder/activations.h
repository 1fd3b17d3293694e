#pragma once
#include "../core/bf16.h"
#include "../core/buffer.h"
#include "shape.h"
#include <vector>

namespace tapestry {

/// What one layer's forward pass leaves for its backward pass; a row is a token.
template <class T> struct LayerActivations {
    Buffer<float> input, middle, input_inverse, middle_inverse, log_sums;
    Buffer<T> normed, qkv, attended, middle_normed, gate_up, gated;

    void reserve(const Shape& shape, int64_t tokens, int64_t rows) {
        input.reserve(rows * shape.hidden);
        middle.reserve(rows * shape.hidden);
        input_inverse.reserve(rows);
        middle_inverse.reserve(rows);
        log_sums.reserve(tokens * shape.heads);
        normed.reserve(rows * shape.hidden);
        qkv.reserve(rows * shape.qkv_width());
        attended.reserve(rows * shape.hidden);
        middle_normed.reserve(rows * shape.hidden);
        gate_up.reserve(rows * 2 * shape.inter);
        gated.reserve(rows * shape.inter);
    }
};

/// Memory of one pass. It grows to the largest pass seen and is then reused, so steps allocate nothing.
template <class T> struct Activations {
    std::vector<LayerActivations<T>> layers;
    Buffer<float> output, output_inverse, logits, dx;
    Buffer<double> nats;
    Buffer<T> normed, dlogits, dnormed, dx_rounded, dhidden, dgate_up, dgated, dqkv;

    /// Products work on 32 rows and attention reads up to 31 rows past a sequence: buffers hold whole blocks plus one.
    static int64_t padded(int64_t tokens) { return (tokens + 31) / 32 * 32 + 32; }

    void reserve_forward(const Shape& shape, int64_t tokens, size_t layer_count, int64_t head_rows) {
        const int64_t rows = padded(tokens);
        if (layers.size() < layer_count) {
            layers.resize(layer_count);
        }
        for (size_t i = 0; i < layer_count; ++i) {
            layers[i].reserve(shape, tokens, rows);
        }
        output.reserve(rows * shape.hidden);
        output_inverse.reserve(rows);
        normed.reserve(rows * shape.hidden);
        logits.reserve(padded(head_rows) * shape.vocab);
        nats.reserve(head_rows);
    }

    void reserve_backward(const Shape& shape, int64_t tokens, int64_t head_rows) {
        const int64_t rows = padded(tokens);
        dlogits.reserve(padded(head_rows) * shape.vocab);
        dx.reserve(rows * shape.hidden);
        dx_rounded.reserve(rows * shape.hidden);
        dnormed.reserve(rows * shape.hidden);
        dhidden.reserve(rows * shape.hidden);
        dgate_up.reserve(rows * 2 * shape.inter);
        dgated.reserve(rows * shape.inter);
        dqkv.reserve(rows * shape.qkv_width());
    }
};

} // namespace tapestry
