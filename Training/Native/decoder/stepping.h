#pragma once
#include "decoder.h"

namespace tapestry {

/// Hyperparameters of one AdamW step, as AdamWOptions.cs states them; step counts from 1.
struct AdamWStep {
    float beta1, beta2, epsilon, relative_epsilon, weight_decay, learning_rate;
    int64_t step;
};

/// Loss of a step and the L2 norm of its gradient before clipping.
struct StepResult {
    double loss, norm;
    bool taken;
};

/// A decoder that also takes optimizer steps where it computes, so that nothing but tokens travels between them.
class SteppingDecoder : public Decoder {
public:
    /// Copies the caller's weights and moments there; until end, the caller's are not read.
    virtual void begin(const float* first, const float* second) = 0;

    /// Clips the gradient to most_norm and updates. A loss or norm that is not finite changes nothing.
    virtual StepResult step(const int32_t* tokens, int64_t batch, int64_t sequence, float most_norm,
                            const AdamWStep& settings) = 0;

    /// Copies weights and moments back.
    virtual void end(float* first, float* second) = 0;
};

} // namespace tapestry
