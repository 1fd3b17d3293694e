#include "tensor.h"
#include "../tapestry_torch.h"
#include "guard.h"
#include <atomic>

namespace {
std::atomic<int64_t> alive{0};
}

int32_t tapestry_tensor_zeros(int64_t length, tapestry_tensor** tensor) {
    return tapestry::guard([=] {
        *tensor = new tapestry_tensor{at::zeros({length}, at::TensorOptions().dtype(at::kFloat))};
        ++alive;
    });
}

float* tapestry_tensor_data(const tapestry_tensor* tensor) { return tensor->value.data_ptr<float>(); }

void tapestry_tensor_free(tapestry_tensor* tensor) {
    delete tensor;
    --alive;
}

int64_t tapestry_tensor_count() { return alive; }
