#pragma once
#include <cstdint>

namespace tapestry {

/// Sizes of a Llama-style decoder and the place of every weight in the flat vector.
/// The order equals ParameterLayout.cs: q, k, v and gate, up lie side by side, so each group is one matrix.
struct Shape {
    int64_t vocab, hidden, inter, layers, heads, kv_heads, max_positions;
    float norm_epsilon, rope_theta;
    bool tied;

    int64_t head_dim() const { return hidden / heads; }
    int64_t qkv_width() const { return (heads + 2 * kv_heads) * head_dim(); }
    int64_t layer_size() const {
        return 2 * hidden + qkv_width() * hidden + hidden * hidden + 3 * inter * hidden;
    }

    int64_t embedding() const { return 0; }
    int64_t layer(int64_t index) const { return vocab * hidden + index * layer_size(); }
    int64_t input_norm(int64_t index) const { return layer(index); }
    int64_t qkv(int64_t index) const { return input_norm(index) + hidden; }
    int64_t out(int64_t index) const { return qkv(index) + qkv_width() * hidden; }
    int64_t post_norm(int64_t index) const { return out(index) + hidden * hidden; }
    int64_t gate_up(int64_t index) const { return post_norm(index) + hidden; }
    int64_t down(int64_t index) const { return gate_up(index) + 2 * inter * hidden; }
    int64_t final_norm() const { return layer(layers); }
    int64_t head() const { return tied ? embedding() : final_norm() + hidden; }
    int64_t parameters() const { return final_norm() + hidden + (tied ? 0 : vocab * hidden); }
};

} // namespace tapestry
