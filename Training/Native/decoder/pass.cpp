#include "pass.h"
#include "../kernels/cross_entropy.h"
#include <algorithm>

namespace tapestry {

template <class T>
Pass<T>::Pass(const Weights<T>& weights)
    : weights_(weights), shape_(weights.shape), attention_(make_attention<T>(weights.shape)) {}

template <class T> int64_t Pass<T>::head_rows(int64_t rows) const {
    constexpr int64_t most_logits = int64_t{1} << 22;
    return std::min(rows, std::max<int64_t>(32, most_logits / shape_.vocab / 32 * 32));
}

template <class T> void Pass<T>::split(const int32_t* tokens, int64_t items, int64_t sequence) {
    int32_t* inputs = inputs_.reserve(items * sequence);
    int32_t* targets = targets_.reserve(items * sequence);
    for (int64_t item = 0; item < items; ++item) {
        const int32_t* row = tokens + item * (sequence + 1);
        std::copy(row, row + sequence, inputs + item * sequence);
        std::copy(row + 1, row + 1 + sequence, targets + item * sequence);
    }
}

template <class T>
double Pass<T>::train(const int32_t* tokens, int64_t items, int64_t sequence, float scale, float* gradients) {
    const int64_t rows = items * sequence;
    split(tokens, items, sequence);
    memory_.reserve_forward(shape_, rows, weights_.layers.size(), head_rows(rows));
    memory_.reserve_backward(shape_, rows, head_rows(rows));
    forward(items, sequence, true);
    const double nats = head(rows, scale, gradients);
    backward(items, sequence, gradients);
    return nats;
}

template <class T> double Pass<T>::evaluate(const int32_t* tokens, int64_t items, int64_t sequence) {
    const int64_t rows = items * sequence;
    split(tokens, items, sequence);
    memory_.reserve_forward(shape_, rows, 1, head_rows(rows));
    forward(items, sequence, false);
    return head(rows, 0, nullptr);
}

template <class T> void Pass<T>::logits(const int32_t* tokens, int64_t items, int64_t sequence, float* out) {
    memory_.reserve_forward(shape_, sequence, 1, sequence);
    for (int64_t item = 0; item < items; ++item) {
        std::copy(tokens + item * sequence, tokens + (item + 1) * sequence, inputs_.reserve(sequence));
        forward(1, sequence, false);
        weights_.head->forward_add(memory_.normed.data(), sequence, nullptr, memory_.logits.data(), scratch_);
        std::copy(memory_.logits.data(), memory_.logits.data() + sequence * shape_.vocab,
                  out + item * sequence * shape_.vocab);
    }
}

template <class T> double Pass<T>::head(int64_t rows, float scale, float* gradients) {
    double nats = 0;
    const int64_t part = head_rows(rows);
    T* dlogits = gradients == nullptr ? nullptr : memory_.dlogits.data();
    for (int64_t start = 0; start < rows; start += part) {
        const int64_t count = std::min(part, rows - start);
        const T* normed = memory_.normed.data() + start * shape_.hidden;
        weights_.head->forward_add(normed, count, nullptr, memory_.logits.data(), scratch_);
        cross_entropy(memory_.logits.data(), targets_.data() + start, memory_.nats.data(), dlogits, count,
                      shape_.vocab, scale);
        for (int64_t row = 0; row < count; ++row) {
            nats += memory_.nats.data()[row];
        }
        if (gradients != nullptr) {
            weights_.head->backward_weights(dlogits, normed, count, gradients + shape_.head(), scratch_);
            weights_.head->backward_input(dlogits, count, memory_.dnormed.data() + start * shape_.hidden);
        }
    }
    return nats;
}

template class Pass<float>;
template class Pass<bf16>;

} // namespace tapestry
