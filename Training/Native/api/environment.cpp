#include "../tapestry_torch.h"
#include "guard.h"
#include <ATen/Parallel.h>
#include <omp.h>
#include <torch/csrc/api/include/torch/version.h>
#if defined(__AMX_BF16__) && defined(__AVX512BF16__)
#include "../amx/tiles.h"
#endif

const char* tapestry_last_error() { return tapestry::last_error.c_str(); }

const char* tapestry_torch_version() { return TORCH_VERSION; }

int32_t tapestry_has_bfloat16() { return __builtin_cpu_supports("avx512bf16") ? 1 : 0; }

int32_t tapestry_has_tiles() {
#if defined(__AMX_BF16__) && defined(__AVX512BF16__)
    return tapestry::amx::available() ? 1 : 0;
#else
    return 0;
#endif
}

int32_t tapestry_set_threads(int32_t count) {
    return tapestry::guard([=] {
        // libtorch sets a thread's count from a process-wide default on first use; asking makes that happen now, so
        // that it cannot undo the setting below, which holds for the calling thread alone.
        at::get_num_threads();
        omp_set_num_threads(count);
    });
}

int32_t tapestry_get_threads() { return omp_get_max_threads(); }
