#pragma once
#include "../core/buffer.h"
#include "../core/math.h"
#include "attention.h"
#include <cmath>

namespace tapestry {

/// Attention in float arithmetic, row by row: any head size, any processor.
template <class T> class PlainAttention final : public Attention<T> {
public:
    explicit PlainAttention(const Shape& shape)
        : heads_(shape.heads), kv_heads_(shape.kv_heads), dim_(shape.head_dim()), width_(shape.qkv_width()),
          scale_(1.0f / std::sqrt(static_cast<float>(shape.head_dim()))) {}

    void forward(const T* qkv, int64_t batch, int64_t sequence, T* out, float* log_sums) override {
        const Head local = head(sequence);
        for (int64_t unit = 0; unit < batch * kv_heads_; ++unit) {
            const int64_t item = unit / kv_heads_, kv = unit % kv_heads_;
            load_keys(qkv, item, kv, sequence, local);
            for (int64_t h = kv * group(); h < (kv + 1) * group(); ++h) {
                forward_head(qkv, item, h, sequence, local, out, log_sums);
            }
        }
    }

    void backward(const T* qkv, const T* out, const float* log_sums, const T* dout, int64_t batch, int64_t sequence,
                  T* dqkv) override {
        const Head local = head(sequence);
        for (int64_t unit = 0; unit < batch * kv_heads_; ++unit) {
            const int64_t item = unit / kv_heads_, kv = unit % kv_heads_;
            load_keys(qkv, item, kv, sequence, local);
            std::memset(local.dkeys, 0, static_cast<size_t>(2 * sequence * dim_) * sizeof(float));
            for (int64_t h = kv * group(); h < (kv + 1) * group(); ++h) {
                backward_head(qkv, out, log_sums, dout, item, h, sequence, local, dqkv);
            }
            store_keys(local, item, kv, sequence, dqkv);
        }
    }

private:
    /// Scratch: keys and values of a head in float, their gradients, and two rows of scores.
    struct Head {
        float *keys_transposed, *keys, *values_transposed, *values, *dkeys, *dvalues, *row, *drow, *query, *sum;
    };

    int64_t group() const { return heads_ / kv_heads_; }

    Head head(int64_t sequence) {
        const int64_t matrix = sequence * dim_;
        float* at = scratch_.reserve(6 * matrix + 2 * sequence + 2 * dim_);
        float* rows = at + 6 * matrix;
        return {at,          at + matrix, at + 2 * matrix,  at + 3 * matrix,     at + 4 * matrix,
                at + 5 * matrix, rows,    rows + sequence,  rows + 2 * sequence, rows + 2 * sequence + dim_};
    }

    void load_keys(const T* qkv, int64_t item, int64_t kv, int64_t sequence, const Head& local) const {
        for (int64_t t = 0; t < sequence; ++t) {
            const T* key = qkv + (item * sequence + t) * width_ + (heads_ + kv) * dim_;
            const T* value = key + kv_heads_ * dim_;
            for (int64_t i = 0; i < dim_; ++i) {
                local.keys[t * dim_ + i] = local.keys_transposed[i * sequence + t] = widen(key[i]);
                local.values[t * dim_ + i] = local.values_transposed[i * sequence + t] = widen(value[i]);
            }
        }
    }

    void store_keys(const Head& local, int64_t item, int64_t kv, int64_t sequence, T* dqkv) const {
        for (int64_t t = 0; t < sequence; ++t) {
            T* key = dqkv + (item * sequence + t) * width_ + (heads_ + kv) * dim_;
            T* value = key + kv_heads_ * dim_;
            for (int64_t i = 0; i < dim_; ++i) {
                key[i] = narrow<T>(local.dkeys[t * dim_ + i]);
                value[i] = narrow<T>(local.dvalues[t * dim_ + i]);
            }
        }
    }

    /// row[j] = sum_i vector[i] matrix[i][j] for j < count.
    void project(const float* vector, const float* matrix, int64_t stride, int64_t count, float* row) const {
        std::memset(row, 0, static_cast<size_t>(count) * sizeof(float));
        for (int64_t i = 0; i < dim_; ++i) {
            const float factor = vector[i];
            const float* line = matrix + i * stride;
#pragma omp simd
            for (int64_t j = 0; j < count; ++j) {
                row[j] += factor * line[j];
            }
        }
    }

    /// sum[i] = sum_j row[j] matrix[j][i] for j < count.
    void gather(const float* row, const float* matrix, int64_t count, float* sum) const {
        std::memset(sum, 0, static_cast<size_t>(dim_) * sizeof(float));
        for (int64_t j = 0; j < count; ++j) {
            const float factor = row[j];
#pragma omp simd
            for (int64_t i = 0; i < dim_; ++i) {
                sum[i] += factor * matrix[j * dim_ + i];
            }
        }
    }

    /// matrix[j] += row[j] vector for j < count.
    void scatter(const float* row, const float* vector, int64_t count, float* matrix) const {
        for (int64_t j = 0; j < count; ++j) {
            const float factor = row[j];
#pragma omp simd
            for (int64_t i = 0; i < dim_; ++i) {
                matrix[j * dim_ + i] += factor * vector[i];
            }
        }
    }

    void forward_head(const T* qkv, int64_t item, int64_t h, int64_t sequence, const Head& local, T* out,
                      float* log_sums) const {
        for (int64_t t = 0; t < sequence; ++t) {
            const T* query = qkv + (item * sequence + t) * width_ + h * dim_;
            for (int64_t i = 0; i < dim_; ++i) {
                local.query[i] = widen(query[i]) * scale_;
            }
            project(local.query, local.keys_transposed, sequence, t + 1, local.row);
            float top = local.row[0];
#pragma omp simd reduction(max : top)
            for (int64_t j = 0; j <= t; ++j) {
                top = local.row[j] > top ? local.row[j] : top;
            }
            float total = 0;
#pragma omp simd reduction(+ : total)
            for (int64_t j = 0; j <= t; ++j) {
                local.row[j] = fast_exp(local.row[j] - top);
                total += local.row[j];
            }
            gather(local.row, local.values, t + 1, local.sum);
            T* to = out + (item * sequence + t) * heads_ * dim_ + h * dim_;
            for (int64_t i = 0; i < dim_; ++i) {
                to[i] = narrow<T>(local.sum[i] / total);
            }
            log_sums[(item * heads_ + h) * sequence + t] = top + std::log(total);
        }
    }

    void backward_head(const T* qkv, const T* out, const float* log_sums, const T* dout, int64_t item, int64_t h,
                       int64_t sequence, const Head& local, T* dqkv) const {
        for (int64_t t = 0; t < sequence; ++t) {
            const int64_t row = item * sequence + t;
            const T* query = qkv + row * width_ + h * dim_;
            const T* y = out + row * heads_ * dim_ + h * dim_;
            const T* dy = dout + row * heads_ * dim_ + h * dim_;
            float delta = 0;
            for (int64_t i = 0; i < dim_; ++i) {
                local.query[i] = widen(query[i]) * scale_;
                local.sum[i] = widen(dy[i]);
                delta += widen(dy[i]) * widen(y[i]);
            }
            project(local.query, local.keys_transposed, sequence, t + 1, local.row);
            project(local.sum, local.values_transposed, sequence, t + 1, local.drow);
            const float log_sum = log_sums[(item * heads_ + h) * sequence + t];
#pragma omp simd
            for (int64_t j = 0; j <= t; ++j) {
                local.row[j] = fast_exp(local.row[j] - log_sum);
                local.drow[j] = local.row[j] * (local.drow[j] - delta);
            }
            scatter(local.row, local.sum, t + 1, local.dvalues);
            scatter(local.drow, local.query, t + 1, local.dkeys);
            gather(local.drow, local.keys, t + 1, local.sum);
            T* to = dqkv + row * width_ + h * dim_;
            for (int64_t i = 0; i < dim_; ++i) {
                to[i] = narrow<T>(local.sum[i] * scale_);
            }
        }
    }

    int64_t heads_, kv_heads_, dim_, width_;
    float scale_;
    Buffer<float> scratch_;
};

} // namespace tapestry
