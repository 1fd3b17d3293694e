// Four-bit integers in blocks of 64 with a bfloat16 scale; one work item a block. Int4Codec defines it.

#define BLOCK 64
#define ROUND_TO_INTEGER 12582912.0f
#define SMALLEST_INT4_SCALE 0x1p-100f

inline float value_or_zero(global const float *values, uint index, uint count) {
    return index < count ? values[index] : 0.0f;
}

kernel void encode_int4(global float *values, global ushort *scales, global uint *codes, uint count, uint with_residual) {
    const uint block = get_global_id(0);
    const uint start = block * BLOCK;
    if (start >= count) {
        return;
    }
    float largest = 0.0f;
    float smallest = 0.0f;
    for (uint i = 0; i < BLOCK; i++) {
        const float value = value_or_zero(values, start + i, count);
        largest = fmax(largest, value);
        smallest = fmin(smallest, value);
    }
    const float extreme = largest >= -smallest ? largest : smallest;
    const float cut = as_float(as_uint(extreme * -0.125f) & 0xFFFF0000u);
    const float scale = fabs(cut) < SMALLEST_INT4_SCALE ? 0.0f : cut;
    const float inverse = scale == 0.0f ? 0.0f : 1.0f / scale;
    scales[block] = (ushort)(as_uint(scale) >> 16);
    for (uint word = 0; word < BLOCK / 8; word++) {
        uint packed = 0;
        for (uint j = 0; j < 8; j++) {
            const uint index = start + word * 8 + j;
            const float value = value_or_zero(values, index, count);
            const float rounded = fmin(fmax(value * inverse, -8.0f), 7.0f) + ROUND_TO_INTEGER;
            packed |= (as_uint(rounded) & 15) << (4 * j);
            if (with_residual && index < count) {
                values[index] = value - (rounded - ROUND_TO_INTEGER) * scale;
            }
        }
        codes[block * (BLOCK / 8) + word] = packed;
    }
}

kernel void decode_int4(global float *values, global const ushort *scales, global const uint *codes, uint count) {
    const uint index = get_global_id(0);
    if (index >= count) {
        return;
    }
    const int code = (int)(codes[index / 8] >> (4 * (index % 8)) & 15);
    values[index] = (float)((code ^ 8) - 8) * as_float((uint)scales[index / BLOCK] << 16);
}
