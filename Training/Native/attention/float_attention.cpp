#include "float_attention.h"
#include "../core/math.h"
#include "../float/pack.h"
#include "../float/product.h"
#include <cmath>

namespace tapestry {
namespace {

/// Queries of one block: of one tile forward, of two backward, where its depth is that of the keys' gradients.
constexpr int64_t forward_rows = tallest_tile, backward_rows = 2 * tallest_tile;

int64_t whole_panels(int64_t keys) { return panels(keys) * panel_columns; }

/// 0, 1, 2 and so on.
LaneBits places() {
    LaneBits result;
    for (int32_t i = 0; i < lanes; ++i) {
        result[i] = i;
    }
    return result;
}

/// Replaces the scores of one query by exp(score * scale - shift) where its key is seen, zero after it; their sum.
float exponentiate(float* scores, int64_t seen, int64_t keys, float scale, float shift) {
    Lanes totals = {};
    LaneBits left = static_cast<int32_t>(seen) - places();
    for (int64_t j = 0; j < keys; j += lanes, left -= static_cast<int32_t>(lanes)) {
        const Lanes value = exp_of<Lanes, LaneBits>(load_lanes(scores + j) * scale - shift);
        const Lanes kept = left > 0 ? value : Lanes{};
        store_lanes(scores + j, kept);
        totals += kept;
    }
    float total = 0;
    for (int64_t i = 0; i < lanes; ++i) {
        total += totals[i];
    }
    return total;
}

/// The largest score whose key is seen; whole panels can be read.
float largest(const float* scores, int64_t seen) {
    Lanes tops = Lanes{} + scores[0];
    LaneBits left = static_cast<int32_t>(seen) - places();
    for (int64_t j = 0; j < seen; j += lanes, left -= static_cast<int32_t>(lanes)) {
        const Lanes value = load_lanes(scores + j);
        tops = (left > 0) & (value > tops) ? value : tops;
    }
    float top = tops[0];
    for (int64_t i = 1; i < lanes; ++i) {
        top = tops[i] > top ? tops[i] : top;
    }
    return top;
}

} // namespace

FloatAttention::FloatAttention(const Shape& shape)
    : heads_(shape.heads), kv_heads_(shape.kv_heads), dim_(shape.head_dim()), width_(shape.qkv_width()),
      scale_(1.0f / std::sqrt(static_cast<float>(shape.head_dim()))) {}

FloatAttention::Scratch FloatAttention::scratch(int64_t sequence) {
    const int64_t across = packed_size(dim_, sequence), along = packed_size(sequence, dim_);
    const int64_t rows = backward_rows * whole_panels(sequence);
    float* at = scratch_.reserve(2 * across + 4 * along + 2 * rows + lanes); // products read past the last score
    float* packed = at + 2 * across;
    float* scores = packed + 4 * along;
    return {at,         at + across, packed, packed + along, packed + 2 * along, packed + 3 * along,
            scores, scores + rows};
}

void FloatAttention::forward(const float* qkv, int64_t batch, int64_t sequence, float* out, float* log_sums) {
    const Scratch local = scratch(sequence);
    const int64_t group = heads_ / kv_heads_;
    for (int64_t unit = 0; unit < batch * kv_heads_; ++unit) {
        const int64_t item = unit / kv_heads_, kv = unit % kv_heads_;
        const float* row = qkv + item * sequence * width_;
        const float* key = row + (heads_ + kv) * dim_;
        pack_panels_transposed(key, width_, dim_, sequence, local.keys_t);
        pack_panels(key + kv_heads_ * dim_, width_, sequence, dim_, local.values);
        for (int64_t h = kv * group; h < (kv + 1) * group; ++h) {
            forward_head(row + h * dim_, sequence, local, out + (item * sequence * heads_ + h) * dim_,
                         log_sums + (item * heads_ + h) * sequence);
        }
    }
}

void FloatAttention::forward_head(const float* query, int64_t sequence, const Scratch& local, float* out,
                                  float* log_sums) const {
    const int64_t stride = whole_panels(sequence), out_width = heads_ * dim_;
    const auto keys_t = Panels::packed(local.keys_t, dim_), values = Panels::packed(local.values, sequence);
    for (int64_t first = 0; first < sequence; first += forward_rows) {
        const int64_t last = std::min(sequence, first + forward_rows), count = last - first;
        float_product(RowMajor{query + first * width_, width_}, keys_t, count, whole_panels(last), dim_,
                      {local.scores, nullptr, stride});
        float inverse[forward_rows];
        for (int64_t i = 0; i < count; ++i) {
            float* scores = local.scores + i * stride;
            const int64_t seen = first + i + 1;
            const float top = largest(scores, seen) * scale_;
            const float total = exponentiate(scores, seen, whole_panels(last), scale_, top);
            log_sums[first + i] = top + std::log(total);
            inverse[i] = 1.0f / total;
        }
        float* to = out + first * out_width;
        float_product(RowMajor{local.scores, stride}, values, count, dim_, last, {to, nullptr, out_width});
        for (int64_t i = 0; i < count; ++i, to += out_width) {
#pragma omp simd
            for (int64_t d = 0; d < dim_; ++d) {
                to[d] *= inverse[i];
            }
        }
    }
}

void FloatAttention::backward(const float* qkv, const float* out, const float* log_sums, const float* dout,
                              int64_t batch, int64_t sequence, float* dqkv) {
    const Scratch local = scratch(sequence);
    const int64_t group = heads_ / kv_heads_, out_width = heads_ * dim_;
    for (int64_t unit = 0; unit < batch * kv_heads_; ++unit) {
        const int64_t item = unit / kv_heads_, kv = unit % kv_heads_, start = item * sequence * width_;
        const float* key = qkv + start + (heads_ + kv) * dim_;
        const float* value = key + kv_heads_ * dim_;
        float* dkey = dqkv + start + (heads_ + kv) * dim_;
        pack_panels_transposed(key, width_, dim_, sequence, local.keys_t);
        pack_panels_transposed(value, width_, dim_, sequence, local.values_t);
        pack_panels(key, width_, sequence, dim_, local.keys);
        for (int64_t t = 0; t < sequence; ++t) {
            std::memset(dkey + t * width_, 0, static_cast<size_t>(dim_) * sizeof(float));
            std::memset(dkey + t * width_ + kv_heads_ * dim_, 0, static_cast<size_t>(dim_) * sizeof(float));
        }
        for (int64_t h = kv * group; h < (kv + 1) * group; ++h) {
            const int64_t at = (item * sequence * heads_ + h) * dim_;
            const float* query = qkv + start + h * dim_;
            pack_panels(query, width_, sequence, dim_, local.queries);
            pack_panels(dout + at, out_width, sequence, dim_, local.douts);
            backward_head(query, out + at, log_sums + (item * heads_ + h) * sequence, dout + at, sequence, local,
                          dqkv + start + h * dim_, dkey);
        }
    }
}

void FloatAttention::backward_head(const float* query, const float* out, const float* log_sums, const float* dout,
                                   int64_t sequence, const Scratch& local, float* dquery, float* dkey) const {
    const int64_t stride = whole_panels(sequence), out_width = heads_ * dim_;
    const auto keys_t = Panels::packed(local.keys_t, dim_), values_t = Panels::packed(local.values_t, dim_);
    const auto keys = Panels::packed(local.keys, sequence);
    float* dvalue = dkey + kv_heads_ * dim_;
    for (int64_t first = 0; first < sequence; first += backward_rows) {
        const int64_t last = std::min(sequence, first + backward_rows), count = last - first;
        float_product(RowMajor{query + first * width_, width_}, keys_t, count, whole_panels(last), dim_,
                      {local.scores, nullptr, stride});
        float_product(RowMajor{dout + first * out_width, out_width}, values_t, count, whole_panels(last), dim_,
                      {local.dscores, nullptr, stride});
        differentiate(out, log_sums, dout, first, last, stride, local);
        float_product(RowMajor{local.dscores, stride}, keys, count, dim_, last,
                      {dquery + first * width_, nullptr, width_});
        const auto queries = Panels{local.queries + first * panel_columns, sequence * panel_columns, panel_columns};
        const auto douts = Panels{local.douts + first * panel_columns, sequence * panel_columns, panel_columns};
        float_product(ColumnMajor{local.dscores, stride}, queries, last, dim_, count, {dkey, dkey, width_});
        float_product(ColumnMajor{local.scores, stride}, douts, last, dim_, count, {dvalue, dvalue, width_});
    }
}

void FloatAttention::differentiate(const float* out, const float* log_sums, const float* dout, int64_t first,
                                   int64_t last, int64_t stride, const Scratch& local) const {
    const int64_t out_width = heads_ * dim_;
    const int64_t keys = whole_panels(last);
    for (int64_t t = first; t < last; ++t) {
        float* scores = local.scores + (t - first) * stride;
        float* dscores = local.dscores + (t - first) * stride;
        exponentiate(scores, t + 1, keys, scale_, log_sums[t]);
        float delta = 0;
#pragma omp simd reduction(+ : delta)
        for (int64_t d = 0; d < dim_; ++d) {
            delta += out[t * out_width + d] * dout[t * out_width + d];
        }
        for (int64_t j = 0; j < keys; j += lanes) {
            store_lanes(dscores + j, load_lanes(scores + j) * (load_lanes(dscores + j) - delta) * scale_);
        }
    }
}

} // namespace tapestry
