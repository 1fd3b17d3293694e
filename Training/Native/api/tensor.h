#pragma once
#include <ATen/ATen.h>

struct tapestry_tensor {
    at::Tensor value;
};
