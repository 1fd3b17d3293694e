#include "llama.h"
#include "../core/parallel.h"

namespace tapestry {

/// The calling thread's team for a batch, with a pass for each member.
template <class T> int64_t Llama<T>::enlist(int64_t batch) {
    const auto team = std::min<int64_t>(batch, omp_get_max_threads());
    while (static_cast<int64_t>(members_.size()) < team) {
        members_.emplace_back();
        members_.back().pass = std::make_unique<Pass<T>>(weights_);
    }
    return team;
}

template <class T> void Llama<T>::prepare(bool for_backward, int64_t team) {
    run_team(team, [&](int64_t member) { weights_.prepare(for_backward, member, team); });
}

/// Sequences of one pass: of a small model so few that activations stay in the cache; of a large one all, since every
/// pass adds to all weight gradients.
template <class T> int64_t Llama<T>::pass_items(int64_t sequence) const {
    constexpr int64_t cached_weights = 4'000'000, cached_tokens = 256;
    if (weights_.shape.parameters() > cached_weights) {
        return INT64_MAX;
    }
    return std::max<int64_t>(1, cached_tokens / sequence);
}

template <class T>
double Llama<T>::forward_backward(const int32_t* tokens, int64_t batch, int64_t sequence) {
    const int64_t team = enlist(batch), parameters = weights_.shape.parameters();
    const int64_t most = pass_items(sequence);
    const float scale = 1.0f / static_cast<float>(batch * sequence);
    prepare(true, team);
    run_team(team, [&](int64_t index) {
        Member& member = members_[static_cast<size_t>(index)];
        float* gradients = index == 0 ? gradients_ : member.gradients.reserve(parameters);
        std::memset(gradients, 0, static_cast<size_t>(parameters) * sizeof(float));
        member.nats = 0;
        const Range range = Range::share(batch, index, team);
        for (int64_t start = range.begin; start < range.end;) {
            const int64_t items = std::min(most, range.end - start);
            member.nats += member.pass->train(tokens + start * (sequence + 1), items, sequence, scale, gradients);
            start += items;
        }
    });
    add_gradients(team);
    return total(team) / static_cast<double>(batch * sequence);
}

template <class T> void Llama<T>::add_gradients(int64_t team) {
    if (team == 1) {
        return;
    }
    run_team(team, [&](int64_t index) {
        const Range range = Range::share(weights_.shape.parameters(), index, team);
        for (int64_t other = 1; other < team; ++other) {
            const float* from = members_[static_cast<size_t>(other)].gradients.data();
#pragma omp simd
            for (int64_t i = range.begin; i < range.end; ++i) {
                gradients_[i] += from[i];
            }
        }
    });
}

template <class T> double Llama<T>::total(int64_t team) const {
    double nats = 0;
    for (int64_t index = 0; index < team; ++index) {
        nats += members_[static_cast<size_t>(index)].nats;
    }
    return nats;
}

template <class T> Score Llama<T>::evaluate(const int32_t* tokens, int64_t batch, int64_t sequence) {
    const int64_t team = enlist(batch), most = pass_items(sequence);
    prepare(false, team);
    run_team(team, [&](int64_t index) {
        Member& member = members_[static_cast<size_t>(index)];
        member.nats = 0;
        const Range range = Range::share(batch, index, team);
        for (int64_t start = range.begin; start < range.end;) {
            const int64_t items = std::min(most, range.end - start);
            member.nats += member.pass->evaluate(tokens + start * (sequence + 1), items, sequence);
            start += items;
        }
    });
    return {total(team), batch * sequence};
}

template <class T>
void Llama<T>::logits(const int32_t* tokens, int64_t batch, int64_t sequence, float* out) {
    const int64_t team = enlist(1);
    prepare(false, team);
    run_team(team, [&](int64_t) { members_[0].pass->logits(tokens, batch, sequence, out); });
}

template class Llama<float>;
template class Llama<bf16>;

} // namespace tapestry
