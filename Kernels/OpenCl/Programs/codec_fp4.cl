// Four-bit floats in blocks of 64 with a shared exponent; one work item a block. Fp4Codec defines it.

#define FP4_BLOCK 64
#define HALF_MANTISSA 0x00400000u
#define SMALLEST_FP4_SCALE 32u
#define LARGEST_FP4_SCALE 254u

inline float fp4_level(uint code, uint scale) {
    const uint exponent = code & 7;
    const uint magnitude = exponent == 0 || scale == 0 ? 0 : (scale - 7 + exponent) << 23;
    return as_float(magnitude | code >> 3 << 31);
}

inline uint fp4_code(uint bits, uint scale) {
    const uint magnitude = bits & 0x7FFFFFFFu;
    const int rounded = (int)((magnitude + HALF_MANTISSA) >> 23) - (int)scale + 7;
    const int lowest = magnitude >= (scale - 7) << 23 ? 1 : 0;
    const uint exponent = scale == 0 ? 0 : (uint)min(max(rounded, lowest), 7);
    return exponent | bits >> 31 << 3;
}

kernel void encode_fp4(global float *values, global uchar *scales, global uint *codes, uint count, uint with_residual) {
    const uint block = get_global_id(0);
    const uint start = block * FP4_BLOCK;
    if (start >= count) {
        return;
    }
    uint largest = 0;
    for (uint i = start; i < min(start + FP4_BLOCK, count); i++) {
        largest = max(largest, as_uint(values[i]) & 0x7FFFFFFFu);
    }
    const uint nearest = min((largest + HALF_MANTISSA) >> 23, LARGEST_FP4_SCALE);
    const uint scale = nearest < SMALLEST_FP4_SCALE ? 0 : nearest;
    scales[block] = (uchar)scale;
    for (uint word = 0; word < FP4_BLOCK / 8; word++) {
        uint packed = 0;
        for (uint j = 0; j < 8; j++) {
            const uint index = start + word * 8 + j;
            if (index < count) {
                const float value = values[index];
                const uint code = fp4_code(as_uint(value), scale);
                packed |= code << (4 * j);
                if (with_residual) {
                    values[index] = value - fp4_level(code, scale);
                }
            }
        }
        codes[block * (FP4_BLOCK / 8) + word] = packed;
    }
}

kernel void decode_fp4(global float *values, global const uchar *scales, global const uint *codes, uint count) {
    const uint index = get_global_id(0);
    if (index >= count) {
        return;
    }
    values[index] = fp4_level(codes[index / 8] >> (4 * (index % 8)) & 15, scales[index / FP4_BLOCK]);
}
