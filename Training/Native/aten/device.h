#pragma once
#include <ATen/ATen.h>

namespace tapestry {

/// CUDA devices that this libtorch can use; 0 when it was built without CUDA.
int64_t cuda_devices();

/// The CUDA device of that index; throws with the remedy when there is none.
at::Device cuda_device(int64_t index);

} // namespace tapestry
