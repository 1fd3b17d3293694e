#include "widened_attention.h"
#if defined(__AMX_BF16__) && defined(__AVX512BF16__)
#include "amx_attention.h"
#endif

namespace tapestry {

template <> std::unique_ptr<Attention<float>> make_attention<float>(const Shape& shape) {
    return std::make_unique<FloatAttention>(shape);
}

template <> std::unique_ptr<Attention<bf16>> make_attention<bf16>(const Shape& shape) {
#if defined(__AMX_BF16__) && defined(__AVX512BF16__)
    if (AmxAttention::fits(shape)) {
        return std::make_unique<AmxAttention>(shape);
    }
#endif
    return std::make_unique<WidenedAttention>(shape);
}

} // namespace tapestry
