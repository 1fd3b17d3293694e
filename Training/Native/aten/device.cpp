#include "device.h"
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <torch/csrc/api/include/torch/version.h>

namespace tapestry {

namespace {
const c10::impl::DeviceGuardImplInterface* cuda() {
    return c10::impl::device_guard_impl_registry[static_cast<size_t>(at::kCUDA)].load();
}
} // namespace

int64_t cuda_devices() { return cuda() == nullptr ? 0 : cuda()->deviceCount(); }

at::Device cuda_device(int64_t index) {
    if (cuda() == nullptr) {
        throw std::runtime_error("libtorch " TORCH_VERSION " was built without CUDA: set LIBTORCH to a build with CUDA and "
                                 "build again, or train on the processor");
    }
    const int64_t count = cuda_devices();
    if (index >= count) {
        throw std::runtime_error("this machine has " + std::to_string(count) + " CUDA devices that libtorch " TORCH_VERSION
                                 " can use, and number " + std::to_string(index) + ", counted from 0, is none of them");
    }
    return {at::kCUDA, static_cast<at::DeviceIndex>(index)};
}

} // namespace tapestry
