// Four-bit floats in blocks of 64 with a bfloat16 scale; one work item a block. Fp4Codec defines it.

#define FP4_BLOCK 64
#define FP4_LANES 16
#define FP4_MAGNITUDE 0x7FFFFFFF
#define FP4_SMALLEST_EXPONENT 33
#define FP4_LARGEST_CODE 2039

// The code of a magnitude's level from 1 to 7, or 0; scales are bits of fp32, 0 for none.
inline int fp4_code(int magnitude, int scale) {
    const int top = as_int(as_float(scale) * 0.75f);
    const int code = max(min((magnitude - top) >> 23, 0) + 7, 1);
    return scale != 0 && magnitude >= scale - (7 << 23) ? code : 0;
}

inline float fp4_level(int code, int scale) {
    return as_float(code == 0 || scale == 0 ? 0 : scale - ((7 - code) << 23));
}

inline float fp4_signed_level(uint code, int scale) {
    return as_float(as_uint(fp4_level(code & 7, scale)) | code >> 3 << 31);
}

// Bits of the scale that loses least, of eight around the largest magnitude.
inline int fp4_scale(global const float *values, uint start, uint end, int largest) {
    if (largest >> 23 < FP4_SMALLEST_EXPONENT) {
        return 0;
    }
    const float factor = as_float((255 - (largest >> 23)) << 23);
    int best = 0;
    float least = INFINITY;
    for (int offset = -4; offset <= 3; offset++) {
        const int scale = ((128 << 3 | (largest >> 20 & 7)) + offset) << 20;
        float lost[FP4_LANES];
        for (uint lane = 0; lane < FP4_LANES; lane++) {
            float sum = 0.0f;
            for (uint i = start + lane; i < end; i += FP4_LANES) {
                const float scaled = fabs(values[i]) * factor;
                const float error = scaled - fp4_level(fp4_code(as_int(scaled), scale), scale);
                sum = fma(error, error, sum);
            }
            lost[lane] = sum;
        }
        for (uint width = FP4_LANES / 2; width > 0; width /= 2) {
            for (uint lane = 0; lane < width; lane++) {
                lost[lane] += lost[lane + width];
            }
        }
        if (lost[0] < least) {
            best = offset;
            least = lost[0];
        }
    }
    return min((largest >> 20) + best, FP4_LARGEST_CODE) << 20;
}

kernel void encode_fp4(global float *values, global ushort *scales, global uint *codes, uint count, uint with_residual) {
    const uint block = get_global_id(0);
    const uint start = block * FP4_BLOCK;
    if (start >= count) {
        return;
    }
    const uint end = min(start + FP4_BLOCK, count);
    int largest = 0;
    for (uint i = start; i < end; i++) {
        largest = max(largest, as_int(values[i]) & FP4_MAGNITUDE);
    }
    const int scale = fp4_scale(values, start, end, largest);
    scales[block] = (ushort)(scale >> 16);
    for (uint word = 0; word < FP4_BLOCK / 8; word++) {
        uint packed = 0;
        for (uint j = 0; j < 8; j++) {
            const uint index = start + word * 8 + j;
            if (index < count) {
                const float value = values[index];
                const uint code = fp4_code(as_int(value) & FP4_MAGNITUDE, scale) | as_uint(value) >> 31 << 3;
                packed |= code << (4 * j);
                if (with_residual) {
                    values[index] = value - fp4_signed_level(code, scale);
                }
            }
        }
        codes[block * (FP4_BLOCK / 8) + word] = packed;
    }
}

kernel void decode_fp4(global float *values, global const ushort *scales, global const uint *codes, uint count) {
    const uint index = get_global_id(0);
    if (index >= count) {
        return;
    }
    values[index] = fp4_signed_level(codes[index / 8] >> (4 * (index % 8)) & 15, (int)scales[index / FP4_BLOCK] << 16);
}
