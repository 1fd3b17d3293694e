#pragma once
#include "../kernels/embedding.h"
#include "../kernels/rms_norm.h"
#include "../kernels/round.h"
#include "../kernels/swiglu.h"
#include "llama.h"

namespace tapestry {

template <class T> void Llama<T>::backward(int64_t items, int64_t sequence) {
    const int64_t rows = items * sequence;
    float* dx = memory_.dx.data();
    std::memset(dx, 0, static_cast<size_t>(rows * shape_.hidden) * sizeof(float));
    rms_norm_backward(memory_.output.data(), memory_.output_inverse.data(), parameters_ + shape_.final_norm(),
                      memory_.dnormed.data(), dx, gradients_ + shape_.final_norm(), rows, shape_.hidden,
                      memory_.norm_partials);
    for (size_t layer = layers_.size(); layer-- > 0;) {
        backward_layer(layer, memory_.layers[layer], items, sequence);
    }
    embed_backward(dx, inputs_.data(), gradients_ + shape_.embedding(), rows, shape_.hidden);
}

/// Takes dx from the gradient of the layer's output to that of its input.
template <class T>
void Llama<T>::backward_layer(size_t layer, LayerActivations<T>& kept, int64_t items, int64_t sequence) {
    const int64_t rows = items * sequence;
    const auto index = static_cast<int64_t>(layer);
    auto& weights = layers_[layer];
    float* dx = memory_.dx.data();
    T* rounded = memory_.dx_rounded.data();

    round_rows(dx, rounded, rows * shape_.hidden);
    weights.down->backward_weights(rounded, kept.gated.data(), rows, gradients_ + shape_.down(index));
    weights.down->backward_input(rounded, rows, memory_.dgated.data());
    swiglu_backward(kept.gate_up.data(), memory_.dgated.data(), memory_.dgate_up.data(), rows, shape_.inter);
    weights.gate_up->backward_weights(memory_.dgate_up.data(), kept.middle_normed.data(), rows,
                                      gradients_ + shape_.gate_up(index));
    weights.gate_up->backward_input(memory_.dgate_up.data(), rows, memory_.dnormed.data());
    rms_norm_backward(kept.middle.data(), kept.middle_inverse.data(), parameters_ + shape_.post_norm(index),
                      memory_.dnormed.data(), dx, gradients_ + shape_.post_norm(index), rows, shape_.hidden,
                      memory_.norm_partials);

    round_rows(dx, rounded, rows * shape_.hidden);
    weights.out->backward_weights(rounded, kept.attended.data(), rows, gradients_ + shape_.out(index));
    weights.out->backward_input(rounded, rows, memory_.dhidden.data());
    attention_->backward(kept.qkv.data(), kept.attended.data(), kept.log_sums.data(), memory_.dhidden.data(), items,
                         sequence, memory_.dqkv.data());
    rotary_.apply(memory_.dqkv.data(), rows, sequence, shape_.qkv_width(), shape_.heads + shape_.kv_heads, -1.0f);
    weights.qkv->backward_weights(memory_.dqkv.data(), kept.normed.data(), rows, gradients_ + shape_.qkv(index));
    weights.qkv->backward_input(memory_.dqkv.data(), rows, memory_.dnormed.data());
    rms_norm_backward(kept.input.data(), kept.input_inverse.data(), parameters_ + shape_.input_norm(index),
                      memory_.dnormed.data(), dx, gradients_ + shape_.input_norm(index), rows, shape_.hidden,
                      memory_.norm_partials);
}

} // namespace tapestry
