#include "flat.h"
#include "version.h"
#include <c10/util/accumulate.h>

namespace tapestry::aten {

Flat::Flat(const Shape& shape, at::ScalarType products, at::Device device)
    : parameters(at::zeros({shape.parameters()}, at::TensorOptions().dtype(at::kFloat).device(device))),
      gradients(at::zeros_like(parameters)),
      products_(products == at::kFloat ? parameters : at::zeros_like(parameters, parameters.options().dtype(products))) {}

at::Tensor Flat::leaf(const at::Tensor& over, int64_t offset, at::IntArrayRef sizes) {
    const int64_t length = c10::multiply_integers(sizes);
    auto value = over.narrow(0, offset, length).view(sizes).detach();
    value.set_requires_grad(true);
    leaves_.push_back({value, gradients.narrow(0, offset, length).view(sizes)});
    return value;
}

at::Tensor Flat::vector(int64_t offset, int64_t length) { return leaf(parameters, offset, {length}); }

at::Tensor Flat::table(int64_t offset, int64_t rows, int64_t columns) { return leaf(parameters, offset, {rows, columns}); }

at::Tensor Flat::matrix(int64_t offset, int64_t rows, int64_t columns) { return leaf(products_, offset, {rows, columns}); }

void Flat::prepare() {
    if (!products_.is_same(parameters)) {
        products_.copy_(parameters);
    }
}

void Flat::collect() {
    std::vector<at::Tensor> to, from;
    for (auto& leaf : leaves_) {
        to.push_back(leaf.gradient);
        from.push_back(leaf.value.grad());
        leaf.value.mutable_grad().reset();
    }
#if TAPESTRY_TORCH_FROM(2, 3)
    at::_foreach_copy_(to, from);
#else
    for (size_t i = 0; i < to.size(); ++i) {
        to[i].copy_(from[i]);
    }
#endif
}

} // namespace tapestry::aten
