#include "recording.h"
#include "version.h"
#if defined(TAPESTRY_CUDA) && TAPESTRY_TORCH_FROM(2, 1)
#define TAPESTRY_RECORDS
#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>
#include <mutex>
#endif

namespace tapestry::aten {

#ifdef TAPESTRY_RECORDS
namespace {
class CudaRecording final : public Recording {
public:
    CudaRecording(at::Device device, const std::function<void()>& work) : device_(device) {
        static std::mutex turn; // one thread at a time records
        const std::lock_guard<std::mutex> alone(turn);
        const c10::cuda::CUDAGuard guard(device);
        const auto stream = c10::cuda::getStreamFromPool(false, device.index());
        c10::cuda::getCurrentCUDAStream(device.index()).synchronize();
        const c10::cuda::CUDAStreamGuard on_stream(stream);
        for (int i = 0; i < 3; ++i) { // libraries choose their algorithms and take their memory now
            work();
        }
        stream.synchronize();
        // Relaxed: other models' threads go on allocating meanwhile.
        graph_.capture_begin({0, 0}, cudaStreamCaptureModeRelaxed);
        work();
        graph_.capture_end();
        stream.synchronize();
    }

    void replay() override {
        const c10::cuda::CUDAGuard guard(device_);
        graph_.replay();
    }

private:
    at::Device device_;
    at::cuda::CUDAGraph graph_;
};
} // namespace

std::unique_ptr<Recording> record(at::Device device, const std::function<void()>& work) {
    return device.is_cuda() ? std::make_unique<CudaRecording>(device, work) : nullptr;
}
#else
std::unique_ptr<Recording> record(at::Device, const std::function<void()>&) { return nullptr; }
#endif

} // namespace tapestry::aten
