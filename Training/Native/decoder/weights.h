#pragma once
#include "../kernels/rotary.h"
#include "../linear/linear.h"
#include "shape.h"
#include <vector>

namespace tapestry {

/// A decoder's weights arranged for products; after prepare, threads share them.
template <class T> struct Weights {
    struct Layer {
        std::unique_ptr<Linear<T>> qkv, out, gate_up, down;
    };

    Weights(const Shape& sizes, const float* flat)
        : shape(sizes), parameters(flat), rotary(sizes.max_positions, sizes.head_dim(), sizes.rope_theta),
          layers(static_cast<size_t>(sizes.layers)), head(make_linear<T>(sizes.vocab, sizes.hidden)) {
        for (auto& layer : layers) {
            layer.qkv = make_linear<T>(sizes.qkv_width(), sizes.hidden);
            layer.out = make_linear<T>(sizes.hidden, sizes.hidden);
            layer.gate_up = make_linear<T>(2 * sizes.inter, sizes.hidden);
            layer.down = make_linear<T>(sizes.hidden, sizes.inter);
        }
    }

    /// One member's share of the matrices; once a step.
    void prepare(bool for_backward, int64_t member, int64_t team) {
        for (int64_t i = member; i < shape.layers; i += team) {
            Layer& layer = layers[static_cast<size_t>(i)];
            layer.qkv->prepare(parameters + shape.qkv(i), for_backward);
            layer.out->prepare(parameters + shape.out(i), for_backward);
            layer.gate_up->prepare(parameters + shape.gate_up(i), for_backward);
            layer.down->prepare(parameters + shape.down(i), for_backward);
        }
        if (member == 0) {
            head->prepare(parameters + shape.head(), for_backward);
        }
    }

    Shape shape;
    const float* parameters;
    Rotary rotary;
    std::vector<Layer> layers;
    std::unique_ptr<Linear<T>> head;
};

} // namespace tapestry
