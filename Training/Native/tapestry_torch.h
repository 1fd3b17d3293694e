#ifndef TAPESTRY_TORCH_H
#define TAPESTRY_TORCH_H
#include <stdint.h>

/* C interface of the trainer's native half. A call that can fail returns 0 on success and another number on failure;
 * the message is then in tapestry_last_error() of the same thread, until that thread's next failure. No C++ exception
 * crosses this border. Tensors are float32, contiguous, one-dimensional, on the CPU. */

#ifdef __cplusplus
extern "C" {
#endif

#define TAPESTRY_API __attribute__((visibility("default")))

typedef struct tapestry_tensor tapestry_tensor;
typedef struct tapestry_decoder tapestry_decoder;

typedef struct {
    int64_t vocab, hidden, inter, layers, heads, kv_heads, max_positions;
    float norm_epsilon, rope_theta;
    int32_t tied;
    int32_t precision; /* 0 float32, 1 bfloat16 */
    int32_t device;    /* 0 the processor by our own kernels, 1 by libtorch's operators, 2 CUDA by libtorch's operators */
    int32_t index;     /* of the CUDA device */
} tapestry_shape;

typedef struct {
    float beta1, beta2, epsilon, relative_epsilon, weight_decay, learning_rate, most_norm;
    int64_t step; /* from 1 */
} tapestry_adamw;

TAPESTRY_API const char* tapestry_last_error(void);
TAPESTRY_API const char* tapestry_torch_version(void);

/* 1 when the processor multiplies bf16 natively. */
TAPESTRY_API int32_t tapestry_has_bfloat16(void);
/* 1 when it does so in tiles (AMX). */
TAPESTRY_API int32_t tapestry_has_tiles(void);
/* CUDA devices that this libtorch can use. */
TAPESTRY_API int32_t tapestry_cuda_devices(void);

/* Threads of the calling thread's operations. */
TAPESTRY_API int32_t tapestry_set_threads(int32_t count);
TAPESTRY_API int32_t tapestry_get_threads(void);

TAPESTRY_API int32_t tapestry_tensor_zeros(int64_t length, tapestry_tensor** tensor);
TAPESTRY_API float* tapestry_tensor_data(const tapestry_tensor* tensor);
TAPESTRY_API void tapestry_tensor_free(tapestry_tensor* tensor);
/* Tensors alive in this process. */
TAPESTRY_API int64_t tapestry_tensor_count(void);

/* Bytes of scratch memory that the process's decoders hold. */
TAPESTRY_API int64_t tapestry_scratch_bytes(void);

/* The decoder keeps both tensors alive. */
TAPESTRY_API int32_t tapestry_decoder_create(const tapestry_shape* shape, const tapestry_tensor* parameters,
                                             const tapestry_tensor* gradients, tapestry_decoder** decoder);
TAPESTRY_API void tapestry_decoder_free(tapestry_decoder* decoder);
TAPESTRY_API int32_t tapestry_decoder_forward_backward(tapestry_decoder* decoder, const int32_t* tokens, int64_t batch,
                                                       int64_t sequence, double* loss);
TAPESTRY_API int32_t tapestry_decoder_evaluate(tapestry_decoder* decoder, const int32_t* tokens, int64_t batch,
                                               int64_t sequence, double* nats, int64_t* count);
TAPESTRY_API int32_t tapestry_decoder_logits(tapestry_decoder* decoder, const int32_t* tokens, int64_t batch,
                                             int64_t sequence, float* logits);

/* Steps where a decoder of device 1 or 2 computes. begin copies the weights and both moments there, a step clips and
 * updates there, end copies them back; between begin and end the caller's vectors are not read and no other pass is taken.
 * taken is 0 when loss or norm is not finite: that step changed nothing. */
TAPESTRY_API int32_t tapestry_steps_begin(tapestry_decoder* decoder, const float* first, const float* second);
TAPESTRY_API int32_t tapestry_steps_take(tapestry_decoder* decoder, const int32_t* tokens, int64_t batch, int64_t sequence,
                                         const tapestry_adamw* settings, double* loss, double* norm, int32_t* taken);
TAPESTRY_API int32_t tapestry_steps_end(tapestry_decoder* decoder, float* first, float* second);

#ifdef __cplusplus
}
#endif
#endif
