#include "../kernels/embedding.h"
#include "../kernels/rms_norm.h"
#include "../kernels/round.h"
#include "../kernels/swiglu.h"
#include "pass.h"

namespace tapestry {

template <class T> void Pass<T>::backward(int64_t items, int64_t sequence, float* gradients) {
    const int64_t rows = items * sequence;
    float* dx = memory_.dx.data();
    std::memset(dx, 0, static_cast<size_t>(rows * shape_.hidden) * sizeof(float));
    rms_norm_backward(memory_.output.data(), memory_.output_inverse.data(), weights_.parameters + shape_.final_norm(),
                      memory_.dnormed.data(), dx, gradients + shape_.final_norm(), rows, shape_.hidden);
    for (size_t layer = weights_.layers.size(); layer-- > 0;) {
        backward_layer(layer, memory_.layers[layer], items, sequence, gradients);
    }
    embed_backward(dx, inputs_.data(), gradients + shape_.embedding(), rows, shape_.hidden);
}

template <class T>
void Pass<T>::backward_layer(size_t layer, LayerActivations<T>& kept, int64_t items, int64_t sequence,
                             float* gradients) {
    const int64_t rows = items * sequence;
    const auto index = static_cast<int64_t>(layer);
    const auto& matrices = weights_.layers[layer];
    float* dx = memory_.dx.data();
    T* dnormed = memory_.dnormed.data();

    const T* rounded = round_rows(dx, memory_.dx_rounded.data(), rows * shape_.hidden);
    matrices.down->backward_weights(rounded, kept.gated.data(), rows, gradients + shape_.down(index), scratch_);
    matrices.down->backward_input(rounded, rows, memory_.dgated.data());
    swiglu_backward(kept.gate_up.data(), memory_.dgated.data(), memory_.dgate_up.data(), rows, shape_.inter);
    matrices.gate_up->backward_weights(memory_.dgate_up.data(), kept.middle_normed.data(), rows,
                                       gradients + shape_.gate_up(index), scratch_);
    matrices.gate_up->backward_input(memory_.dgate_up.data(), rows, dnormed);
    rms_norm_backward(kept.middle.data(), kept.middle_inverse.data(), weights_.parameters + shape_.post_norm(index),
                      dnormed, dx, gradients + shape_.post_norm(index), rows, shape_.hidden);

    rounded = round_rows(dx, memory_.dx_rounded.data(), rows * shape_.hidden);
    matrices.out->backward_weights(rounded, kept.attended.data(), rows, gradients + shape_.out(index), scratch_);
    matrices.out->backward_input(rounded, rows, memory_.dhidden.data());
    attention_->backward(kept.qkv.data(), kept.attended.data(), kept.log_sums.data(), memory_.dhidden.data(), items,
                         sequence, memory_.dqkv.data());
    weights_.rotary.apply(memory_.dqkv.data(), rows, sequence, shape_.qkv_width(), shape_.heads + shape_.kv_heads,
                          -1.0f);
    matrices.qkv->backward_weights(memory_.dqkv.data(), kept.normed.data(), rows, gradients + shape_.qkv(index),
                                   scratch_);
    matrices.qkv->backward_input(memory_.dqkv.data(), rows, dnormed);
    rms_norm_backward(kept.input.data(), kept.input_inverse.data(), weights_.parameters + shape_.input_norm(index),
                      dnormed, dx, gradients + shape_.input_norm(index), rows, shape_.hidden);
}

template void Pass<float>::backward(int64_t, int64_t, float*);
template void Pass<bf16>::backward(int64_t, int64_t, float*);

} // namespace tapestry
