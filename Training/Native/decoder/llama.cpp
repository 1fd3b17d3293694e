#include "llama.h"
#include "../kernels/cross_entropy.h"
#include "llama_backward.h"
#include "llama_forward.h"

namespace tapestry {

template <class T>
Llama<T>::Llama(const Shape& shape, float* parameters, float* gradients)
    : shape_(shape), parameters_(parameters), gradients_(gradients),
      rotary_(shape.max_positions, shape.head_dim(), shape.rope_theta), attention_(make_attention<T>(shape)),
      layers_(static_cast<size_t>(shape.layers)), head_(make_linear<T>(shape.vocab, shape.hidden)) {
    for (auto& layer : layers_) {
        layer.qkv = make_linear<T>(shape.qkv_width(), shape.hidden);
        layer.out = make_linear<T>(shape.hidden, shape.hidden);
        layer.gate_up = make_linear<T>(2 * shape.inter, shape.hidden);
        layer.down = make_linear<T>(shape.hidden, shape.inter);
    }
}

template <class T> int64_t Llama<T>::pass_items(int64_t batch, int64_t sequence) const {
    constexpr int64_t cached_weights = 4'000'000, cached_tokens = 256;
    if (shape_.parameters() > cached_weights) {
        return batch;
    }
    return std::min(batch, std::max<int64_t>(1, cached_tokens / sequence));
}

template <class T> int64_t Llama<T>::head_rows(int64_t rows) const {
    constexpr int64_t most_logits = int64_t{1} << 22;
    return std::min(rows, std::max<int64_t>(32, most_logits / shape_.vocab / 32 * 32));
}

template <class T> void Llama<T>::prepare(bool for_backward) {
    for (size_t i = 0; i < layers_.size(); ++i) {
        const auto index = static_cast<int64_t>(i);
        layers_[i].qkv->prepare(parameters_ + shape_.qkv(index), for_backward);
        layers_[i].out->prepare(parameters_ + shape_.out(index), for_backward);
        layers_[i].gate_up->prepare(parameters_ + shape_.gate_up(index), for_backward);
        layers_[i].down->prepare(parameters_ + shape_.down(index), for_backward);
    }
    head_->prepare(parameters_ + shape_.head(), for_backward);
}

template <class T> void Llama<T>::split(const int32_t* tokens, int64_t items, int64_t sequence) {
    int32_t* inputs = inputs_.reserve(items * sequence);
    int32_t* targets = targets_.reserve(items * sequence);
    for (int64_t item = 0; item < items; ++item) {
        const int32_t* row = tokens + item * (sequence + 1);
        std::copy(row, row + sequence, inputs + item * sequence);
        std::copy(row + 1, row + 1 + sequence, targets + item * sequence);
    }
}

template <class T>
double Llama<T>::forward_backward(const int32_t* tokens, int64_t batch, int64_t sequence) {
    const FlushDenormals scope;
    prepare(true);
    std::memset(gradients_, 0, static_cast<size_t>(shape_.parameters()) * sizeof(float));
    const float scale = 1.0f / static_cast<float>(batch * sequence);
    double nats = 0;
    const int64_t pass = pass_items(batch, sequence);
    for (int64_t start = 0; start < batch; start += pass) {
        const int64_t items = std::min(pass, batch - start);
        split(tokens + start * (sequence + 1), items, sequence);
        memory_.reserve_forward(shape_, items * sequence, layers_.size(), head_rows(items * sequence));
        memory_.reserve_backward(shape_, items * sequence, head_rows(items * sequence));
        forward(items, sequence, true);
        nats += head(items * sequence, scale, true);
        backward(items, sequence);
    }
    return nats / static_cast<double>(batch * sequence);
}

template <class T> Score Llama<T>::evaluate(const int32_t* tokens, int64_t batch, int64_t sequence) {
    const FlushDenormals scope;
    prepare(false);
    Score score{0, batch * sequence};
    const int64_t pass = pass_items(batch, sequence);
    for (int64_t start = 0; start < batch; start += pass) {
        const int64_t items = std::min(pass, batch - start);
        split(tokens + start * (sequence + 1), items, sequence);
        memory_.reserve_forward(shape_, items * sequence, 1, head_rows(items * sequence));
        forward(items, sequence, false);
        score.nats += head(items * sequence, 0, false);
    }
    return score;
}

template <class T>
void Llama<T>::logits(const int32_t* tokens, int64_t batch, int64_t sequence, float* out) {
    const FlushDenormals scope;
    prepare(false);
    for (int64_t item = 0; item < batch; ++item) {
        std::copy(tokens + item * sequence, tokens + (item + 1) * sequence, inputs_.reserve(sequence));
        memory_.reserve_forward(shape_, sequence, 1, sequence);
        forward(1, sequence, false);
        head_->forward_add(memory_.normed.data(), sequence, nullptr, memory_.logits.data());
        std::copy(memory_.logits.data(), memory_.logits.data() + sequence * shape_.vocab,
                  out + item * sequence * shape_.vocab);
    }
}

/// Loss of the normed rows; when training also the gradient of the head's weights and of the normed rows.
template <class T> double Llama<T>::head(int64_t rows, float scale, bool train) {
    double nats = 0;
    const int64_t part = head_rows(rows);
    for (int64_t start = 0; start < rows; start += part) {
        const int64_t count = std::min(part, rows - start);
        const T* normed = memory_.normed.data() + start * shape_.hidden;
        head_->forward_add(normed, count, nullptr, memory_.logits.data());
        cross_entropy(memory_.logits.data(), targets_.data() + start, memory_.nats.data(),
                      train ? memory_.dlogits.data() : static_cast<T*>(nullptr), count, shape_.vocab, scale);
        for (int64_t row = 0; row < count; ++row) {
            nats += memory_.nats.data()[row];
        }
        if (train) {
            head_->backward_weights(memory_.dlogits.data(), normed, count, gradients_ + shape_.head());
            head_->backward_input(memory_.dlogits.data(), count, memory_.dnormed.data() + start * shape_.hidden);
        }
    }
    return nats;
}

template class Llama<float>;
template class Llama<bf16>;

} // namespace tapestry
