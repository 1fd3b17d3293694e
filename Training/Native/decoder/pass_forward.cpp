#include "../kernels/embedding.h"
#include "../kernels/rms_norm.h"
#include "../kernels/swiglu.h"
#include "pass.h"

namespace tapestry {

template <class T> void Pass<T>::forward(int64_t items, int64_t sequence, bool keep) {
    const int64_t rows = items * sequence;
    const size_t layers = weights_.layers.size();
    embed(weights_.parameters + shape_.embedding(), inputs_.data(), memory_.layers[0].input.data(), rows,
          shape_.hidden);
    for (size_t layer = 0; layer < layers; ++layer) {
        auto& kept = memory_.layers[keep ? layer : 0];
        float* next =
            layer + 1 == layers ? memory_.output.data() : memory_.layers[keep ? layer + 1 : 0].input.data();
        forward_layer(layer, kept, next, items, sequence);
    }
    rms_norm(memory_.output.data(), weights_.parameters + shape_.final_norm(), memory_.normed.data(),
             memory_.output_inverse.data(), rows, shape_.hidden, shape_.norm_epsilon);
}

template <class T>
void Pass<T>::forward_layer(size_t layer, LayerActivations<T>& kept, float* next, int64_t items, int64_t sequence) {
    const int64_t rows = items * sequence;
    const auto index = static_cast<int64_t>(layer);
    const auto& matrices = weights_.layers[layer];
    rms_norm(kept.input.data(), weights_.parameters + shape_.input_norm(index), kept.normed.data(),
             kept.input_inverse.data(), rows, shape_.hidden, shape_.norm_epsilon);
    matrices.qkv->forward(kept.normed.data(), rows, kept.qkv.data());
    weights_.rotary.apply(kept.qkv.data(), rows, sequence, shape_.qkv_width(), shape_.heads + shape_.kv_heads, 1.0f);
    attention_->forward(kept.qkv.data(), items, sequence, kept.attended.data(), kept.log_sums.data());
    matrices.out->forward_add(kept.attended.data(), rows, kept.input.data(), kept.middle.data(), scratch_);
    rms_norm(kept.middle.data(), weights_.parameters + shape_.post_norm(index), kept.middle_normed.data(),
             kept.middle_inverse.data(), rows, shape_.hidden, shape_.norm_epsilon);
    matrices.gate_up->forward(kept.middle_normed.data(), rows, kept.gate_up.data());
    swiglu(kept.gate_up.data(), kept.gated.data(), rows, shape_.inter);
    matrices.down->forward_add(kept.gated.data(), rows, kept.middle.data(), next, scratch_);
}

template void Pass<float>::forward(int64_t, int64_t, bool);
template void Pass<bf16>::forward(int64_t, int64_t, bool);

} // namespace tapestry
