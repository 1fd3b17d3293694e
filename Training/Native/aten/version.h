#pragma once
#include <torch/csrc/api/include/torch/version.h>

/// Whether the libtorch built against is of this version or a later one.
#define TAPESTRY_TORCH_FROM(major, minor)                                                                              \
    (TORCH_VERSION_MAJOR > (major) || (TORCH_VERSION_MAJOR == (major) && TORCH_VERSION_MINOR >= (minor)))
