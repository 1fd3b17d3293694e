// Rounding of y = x * scale, one fp32 product; the host has checked that every result fits.

kernel void round_nearest(global int *rounded, global const float *values, uint count, float scale) {
    const uint index = get_global_id(0);
    if (index < count) {
        rounded[index] = convert_int_rte(values[index] * scale);
    }
}

// The keystream block of the second numbers of the coordinates of block 0.
#define SECOND_NUMBERS 0x80000000u

inline uint number_of(const uint *words, uint index) {
    return words[index / 2] >> (16 * (index & 1)) & 0xFFFFu;
}

// One work item a keystream block: 32 coordinates. Scaling by 2^32 and flooring are exact in fp32.
kernel void round_stochastic(
    global int *rounded, global const float *values, global const uint *stream, uint first_block, uint count, float scale) {
    const uint block = get_global_id(0);
    const uint start = block * 32;
    if (start >= count) {
        return;
    }
    uint numbers[16];
    chacha20_block(stream, first_block + block, numbers);
    const uint end = min(32u, count - start);
    for (uint i = 0; i < end; i++) {
        const float product = values[start + i] * scale;
        const long fixed_point = convert_long_rtz(floor(product * 4294967296.0f));
        const uint threshold = (uint)fixed_point;
        uint draw = number_of(numbers, i) << 16;
        if (draw >> 16 == threshold >> 16) {
            uint second[16];
            chacha20_block(stream, SECOND_NUMBERS + first_block + block, second);
            draw |= number_of(second, i);
        }
        rounded[start + i] = (int)(fixed_point >> 32) + (draw < threshold ? 1 : 0);
    }
}
