#pragma once
#include <ATen/ATen.h>
#include <functional>
#include <memory>

namespace tapestry::aten {

/// Work of a device that is always the same, recorded once and started with one call.
class Recording {
public:
    virtual ~Recording() = default;
    virtual void replay() = 0;
};

/// Runs the work a few times, then records it; null where the device has no such thing. The work must wait for nothing,
/// and read and write the same memory every time.
std::unique_ptr<Recording> record(at::Device device, const std::function<void()>& work);

} // namespace tapestry::aten
