#pragma once
#include "../decoder/decoder.h"
#include <ATen/ATen.h>
#include <vector>

namespace tapestry::aten {

/// The flat vectors on the device. Weights are leaves over them: embedding and norms over the float32 master weights,
/// matrices over a copy in the precision of products.
class Flat {
public:
    Flat(const Shape& shape, at::ScalarType products, at::Device device);

    /// Views of one weight; its gradient goes to the same place of the flat gradient.
    at::Tensor vector(int64_t offset, int64_t length);
    at::Tensor table(int64_t offset, int64_t rows, int64_t columns);
    at::Tensor matrix(int64_t offset, int64_t rows, int64_t columns);

    /// Rounds the master weights for products; once before passes that use new weights.
    void prepare();

    /// Moves what a backward pass left in the leaves to the flat gradient.
    void collect();

    at::Tensor parameters, gradients;

private:
    struct Leaf {
        at::Tensor value, gradient;
    };

    at::Tensor leaf(const at::Tensor& over, int64_t offset, at::IntArrayRef sizes);

    at::Tensor products_;
    std::vector<Leaf> leaves_;
};

} // namespace tapestry::aten
