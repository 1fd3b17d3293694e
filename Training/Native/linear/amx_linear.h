#pragma once
#include "../amx/pack.h"
#include "../amx/product.h"
#include "linear.h"

namespace tapestry {

/// Products in bf16 tiles; both sizes are multiples of 32.
class AmxLinear final : public Linear<bf16> {
public:
    AmxLinear(int64_t out, int64_t in) : out_(out), in_(in) {}

    static bool fits(int64_t out, int64_t in) {
        return amx::available() && out % amx::block_side == 0 && in % amx::block_side == 0;
    }

    void prepare(const float* weights, bool for_backward) override {
        bf16* forward = forward_.reserve(out_ * in_);
        amx::pack_right_transposed(weights, in_, out_, in_, 0, out_ / amx::tile_side, forward);
        if (for_backward) {
            bf16* backward = backward_.reserve(out_ * in_);
            amx::pack_right(weights, in_, out_, out_, 0, in_ / amx::tile_side, backward);
        }
    }

    void forward(const bf16* x, int64_t rows, bf16* y) const override {
        over_rows(x, in_, forward_.data(), out_, rows, amx::Rounded{y, out_});
    }

    void forward_add(const bf16* x, int64_t rows, const float* addend, float* y,
                     LinearScratch<bf16>&) const override {
        if (addend == nullptr) {
            over_rows(x, in_, forward_.data(), out_, rows, amx::Floats{y, out_, false});
        } else {
            over_rows(x, in_, forward_.data(), out_, rows, amx::Sum{addend, y, out_});
        }
    }

    void backward_input(const bf16* dy, int64_t rows, bf16* dx) const override {
        over_rows(dy, out_, backward_.data(), in_, rows, amx::Rounded{dx, in_});
    }

    void backward_weights(const bf16* dy, const bf16* x, int64_t rows, float* dweights,
                          LinearScratch<bf16>& scratch) const override {
        const amx::TileScope tiles;
        const int64_t depth = padded(rows);
        bf16* left = scratch.left.reserve(depth * out_);
        bf16* right = scratch.right.reserve(depth * in_);
        amx::pack_right(x, in_, rows, depth, 0, in_ / amx::tile_side, right);
        amx::pack_left_transposed(dy, out_, rows, depth, 0, out_ / amx::tile_side, left);
        amx::product(amx::Rows::packed(left, depth), amx::Panels::packed(right, depth), 0, out_, in_, depth,
                     amx::Floats{dweights, in_, true});
    }

private:
    static int64_t padded(int64_t rows) { return (rows + amx::block_side - 1) / amx::block_side * amx::block_side; }

    template <class Sink>
    static void over_rows(const bf16* x, int64_t depth, const bf16* packed, int64_t columns, int64_t rows,
                          const Sink& sink) {
        const amx::TileScope tiles;
        amx::product(amx::Rows::row_major(x, depth), amx::Panels::packed(packed, depth), 0, padded(rows), columns,
                     depth, sink);
    }

    int64_t out_, in_;
    Buffer<bf16> forward_, backward_;
};

} // namespace tapestry
