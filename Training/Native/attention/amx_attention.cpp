#if defined(__AMX_BF16__) && defined(__AVX512BF16__)
#include "amx_attention.h"
#include "../amx/pack.h"
#include "../amx/product.h"
#include "../amx/softmax.h"
#include "../core/buffer.h"
#include <algorithm>
#include <cmath>

namespace tapestry {
namespace {

constexpr float log2e = 1.44269504088896341f;
constexpr int64_t side = amx::block_side;

int64_t padded(int64_t sequence) { return (sequence + side - 1) / side * side; }

} // namespace

/// Operands of one head. Letters: q, k, v, o; _t marks a right operand packed from the transpose.
struct AmxAttention::Scratch {
    Buffer<bf16> k_t, k, v, q_t, q, do_t, d_o, p, ds_t, ds;
    Buffer<float> scores, dscores, out, dk, dv, delta;

    void reserve(int64_t sequence, int64_t dim) {
        const int64_t rows = padded(sequence);
        for (auto* operand : {&k_t, &k, &v, &q_t, &q, &do_t, &d_o}) {
            operand->reserve(rows * dim);
        }
        p.reserve(side * rows);
        ds_t.reserve(side * rows);
        ds.reserve(rows * rows);
        scores.reserve(side * rows);
        dscores.reserve(side * rows);
        out.reserve(side * dim);
        dk.reserve(rows * dim);
        dv.reserve(rows * dim);
        delta.reserve(rows);
    }
};

AmxAttention::AmxAttention(const Shape& shape)
    : heads_(shape.heads), kv_heads_(shape.kv_heads), dim_(shape.head_dim()), width_(shape.qkv_width()),
      scale_(1.0f / std::sqrt(static_cast<float>(shape.head_dim()))), scratch_(std::make_unique<Scratch>()) {}

AmxAttention::~AmxAttention() = default;

bool AmxAttention::fits(const Shape& shape) { return amx::available() && shape.head_dim() % side == 0; }

void AmxAttention::forward(const bf16* qkv, int64_t batch, int64_t sequence, bf16* out, float* log_sums) {
    Scratch& local = *scratch_;
    local.reserve(sequence, dim_);
    const amx::TileScope tiles;
    const int64_t group = heads_ / kv_heads_, rows = padded(sequence);
    for (int64_t unit = 0; unit < batch * kv_heads_; ++unit) {
        const int64_t item = unit / kv_heads_, kv = unit % kv_heads_;
        const bf16* item_qkv = qkv + item * sequence * width_;
        const bf16* key = item_qkv + (heads_ + kv) * dim_;
        amx::pack_right_transposed(key, width_, sequence, dim_, 0, rows / amx::tile_side, local.k_t.data());
        amx::pack_right(key + kv_heads_ * dim_, width_, sequence, rows, 0, dim_ / amx::tile_side, local.v.data());
        for (int64_t h = kv * group; h < (kv + 1) * group; ++h) {
            forward_head(item_qkv + h * dim_, sequence, out + item * sequence * heads_ * dim_ + h * dim_,
                         log_sums + (item * heads_ + h) * sequence);
        }
    }
}

void AmxAttention::forward_head(const bf16* query, int64_t sequence, bf16* out, float* log_sums) {
    Scratch& local = *scratch_;
    const int64_t rows = padded(sequence);
    const auto k_t = amx::Panels::packed(local.k_t.data(), dim_);
    const auto v = amx::Panels::packed(local.v.data(), rows);
    for (int64_t start = 0; start < rows; start += side) {
        const int64_t keys = start + side;
        amx::product(amx::Rows::row_major(query + start * width_, width_), k_t, 0, side, keys, dim_,
                     amx::Floats{local.scores.data(), rows, false});
        const int64_t last = std::min(side, sequence - start);
        float sums[side];
        for (int64_t i = 0; i < last; ++i) {
            sums[i] = amx::softmax_row(local.scores.data() + i * rows, start + i + 1, keys, scale_ * log2e,
                                       local.p.data() + i * rows, log_sums + start + i);
        }
        amx::product(amx::Rows::row_major(local.p.data(), rows), v, 0, side, dim_, keys,
                     amx::Floats{local.out.data(), dim_, false});
        for (int64_t i = 0; i < last; ++i) {
            const float inverse = 1.0f / sums[i];
            const float* from = local.out.data() + i * dim_;
            bf16* to = out + (start + i) * heads_ * dim_;
#pragma omp simd
            for (int64_t d = 0; d < dim_; ++d) {
                to[d] = narrow<bf16>(from[d] * inverse);
            }
        }
    }
}

void AmxAttention::backward(const bf16* qkv, const bf16* out, const float* log_sums, const bf16* dout, int64_t batch,
                            int64_t sequence, bf16* dqkv) {
    Scratch& local = *scratch_;
    local.reserve(sequence, dim_);
    const amx::TileScope tiles;
    const int64_t group = heads_ / kv_heads_, rows = padded(sequence);
    for (int64_t unit = 0; unit < batch * kv_heads_; ++unit) {
        const int64_t item = unit / kv_heads_, kv = unit % kv_heads_;
        const int64_t at = item * sequence * width_, at_out = item * sequence * heads_ * dim_;
        const bf16* key = qkv + at + (heads_ + kv) * dim_;
        amx::pack_right(key, width_, sequence, rows, 0, dim_ / amx::tile_side, local.k.data());
        std::memset(local.dk.data(), 0, static_cast<size_t>(rows * dim_) * sizeof(float));
        std::memset(local.dv.data(), 0, static_cast<size_t>(rows * dim_) * sizeof(float));
        for (int64_t h = kv * group; h < (kv + 1) * group; ++h) {
            backward_head(qkv + at + h * dim_, key, out + at_out + h * dim_,
                          log_sums + (item * heads_ + h) * sequence, dout + at_out + h * dim_, sequence,
                          dqkv + at + h * dim_);
        }
        bf16* dkey = dqkv + at + (heads_ + kv) * dim_;
        for (int64_t t = 0; t < sequence; ++t, dkey += width_) {
            const float* dk = local.dk.data() + t * dim_;
            const float* dv = local.dv.data() + t * dim_;
            bf16* dvalue = dkey + kv_heads_ * dim_;
#pragma omp simd
            for (int64_t d = 0; d < dim_; ++d) {
                dkey[d] = narrow<bf16>(dk[d]);
                dvalue[d] = narrow<bf16>(dv[d]);
            }
        }
    }
}

namespace {

/// Probabilities and score gradients of 32 keys against 16 queries, both transposed (a row is a key).
struct ScoreBlock {
    const float *scores, *dscores; // [32, stride], at the first query of the block
    int64_t stride;
    float scale_log2e, scale;

    /// Writes both as bf16 at p and ds_t, and the gradients once more with a row a query at ds.
    void differentiate(const float* log_sums, const float* delta, int64_t first_key, int64_t first_query,
                       int64_t sequence, bf16* p, bf16* ds_t, bf16* ds, int64_t ds_stride) const {
        const __mmask16 present = amx::below(first_query, sequence);
        const __m512 log_sum = _mm512_maskz_loadu_ps(present, log_sums + first_query);
        const __m512 pull = _mm512_maskz_loadu_ps(present, delta + first_query);
        const __m512 factor = _mm512_set1_ps(scale_log2e), outer = _mm512_set1_ps(scale);
        __m512i pairs[16];
        for (int64_t i = 0; i < side; ++i) {
            const int64_t later = first_key + i - first_query; // queries before the key do not see it
            const __mmask16 seen = later <= 0 ? present : later >= 16 ? 0 : present & static_cast<__mmask16>(0xffffu << later);
            const __m512 s = _mm512_load_ps(scores + i * stride);
            const __m512 probability = _mm512_maskz_mov_ps(seen, amx::exp2_16(_mm512_fmsub_ps(s, factor, log_sum)));
            const __m512 d = _mm512_sub_ps(_mm512_load_ps(dscores + i * stride), pull);
            const __m512 gradient = _mm512_maskz_mul_ps(seen, _mm512_mul_ps(probability, outer), d);
            const __m256i narrow = (__m256i)_mm512_cvtneps_pbh(gradient);
            _mm256_store_si256(reinterpret_cast<__m256i*>(p + i * stride), (__m256i)_mm512_cvtneps_pbh(probability));
            _mm256_store_si256(reinterpret_cast<__m256i*>(ds_t + i * stride), narrow);
            const __m512i words = _mm512_cvtepu16_epi32(narrow);
            pairs[i / 2] = i % 2 == 0 ? words : _mm512_or_si512(pairs[i / 2], _mm512_slli_epi32(words, 16));
        }
        amx::transpose16(pairs);
        for (int64_t i = 0; i < 16; ++i) {
            _mm512_store_si512(ds + i * ds_stride, pairs[i]);
        }
    }
};

} // namespace

void AmxAttention::backward_head(const bf16* query, const bf16* key, const bf16* out, const float* log_sums,
                                 const bf16* dout, int64_t sequence, bf16* dquery) {
    Scratch& local = *scratch_;
    const int64_t rows = padded(sequence), out_width = heads_ * dim_;
    amx::pack_right_transposed(query, width_, sequence, dim_, 0, rows / amx::tile_side, local.q_t.data());
    amx::pack_right(query, width_, sequence, rows, 0, dim_ / amx::tile_side, local.q.data());
    amx::pack_right_transposed(dout, out_width, sequence, dim_, 0, rows / amx::tile_side, local.do_t.data());
    amx::pack_right(dout, out_width, sequence, rows, 0, dim_ / amx::tile_side, local.d_o.data());
    for (int64_t t = 0; t < sequence; ++t) {
        float delta = 0;
#pragma omp simd reduction(+ : delta)
        for (int64_t d = 0; d < dim_; ++d) {
            delta += widen(out[t * out_width + d]) * widen(dout[t * out_width + d]);
        }
        local.delta.data()[t] = delta;
    }
    const auto q_t = amx::Panels::packed(local.q_t.data(), dim_), q = amx::Panels::packed(local.q.data(), rows);
    const auto do_t = amx::Panels::packed(local.do_t.data(), dim_), d_o = amx::Panels::packed(local.d_o.data(), rows);
    const bf16* value = key + kv_heads_ * dim_;
    for (int64_t start = 0; start < rows; start += side) {
        const int64_t queries = rows - start;
        float* scores = local.scores.data();
        float* dscores = local.dscores.data();
        amx::product(amx::Rows::row_major(key + start * width_, width_), q_t.from(start, 0), 0, side, queries, dim_,
                     amx::Floats{scores, queries, false});
        amx::product(amx::Rows::row_major(value + start * width_, width_), do_t.from(start, 0), 0, side, queries, dim_,
                     amx::Floats{dscores, queries, false});
        for (int64_t j = 0; j < queries; j += amx::tile_side) {
            ScoreBlock{scores + j, dscores + j, queries, scale_ * log2e, scale_}.differentiate(
                log_sums, local.delta.data(), start, start + j, sequence, local.p.data() + j, local.ds_t.data() + j,
                local.ds.data() + (start + j) * rows + start, rows);
        }
        amx::product(amx::Rows::row_major(local.p.data(), queries), d_o.from(0, start), 0, side, dim_, queries,
                     amx::Floats{local.dv.data() + start * dim_, dim_, true});
        amx::product(amx::Rows::row_major(local.ds_t.data(), queries), q.from(0, start), 0, side, dim_, queries,
                     amx::Floats{local.dk.data() + start * dim_, dim_, true});
    }
    const auto k = amx::Panels::packed(local.k.data(), rows);
    for (int64_t start = 0; start < rows; start += side) {
        amx::product(amx::Rows::row_major(local.ds.data() + start * rows, rows), k, 0, side, dim_, start + side,
                     amx::Floats{local.out.data(), dim_, false});
        const int64_t last = std::min(side, sequence - start);
        for (int64_t i = 0; i < last; ++i) {
            const float* from = local.out.data() + i * dim_;
            bf16* to = dquery + (start + i) * width_;
#pragma omp simd
            for (int64_t d = 0; d < dim_; ++d) {
                to[d] = narrow<bf16>(from[d]);
            }
        }
    }
}

} // namespace tapestry
#endif
