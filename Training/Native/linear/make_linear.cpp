#include "aten_linear.h"
#include "float_linear.h"
#if defined(__AMX_BF16__) && defined(__AVX512BF16__)
#include "amx_linear.h"
#endif

namespace tapestry {

template <> std::unique_ptr<Linear<float>> make_linear<float>(int64_t out, int64_t in) {
    return std::make_unique<FloatLinear>(out, in);
}

template <> std::unique_ptr<Linear<bf16>> make_linear<bf16>(int64_t out, int64_t in) {
#if defined(__AMX_BF16__) && defined(__AVX512BF16__)
    if (AmxLinear::fits(out, in)) {
        return std::make_unique<AmxLinear>(out, in);
    }
#endif
    return std::make_unique<AtenLinear>(out, in);
}

} // namespace tapestry
