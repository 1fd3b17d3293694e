// Rounding of y = x * scale, one fp32 product; the host has checked that every result fits.

kernel void round_nearest(global int *rounded, global const float *values, uint count, float scale) {
    const uint index = get_global_id(0);
    if (index < count) {
        rounded[index] = convert_int_rte(values[index] * scale);
    }
}

// One work item a keystream block: 16 coordinates. Scaling by 2^32 and flooring are exact in fp32.
kernel void round_stochastic(
    global int *rounded, global const float *values, global const uint *stream, uint first_block, uint count, float scale) {
    const uint block = get_global_id(0);
    const uint start = block * 16;
    if (start >= count) {
        return;
    }
    uint draws[16];
    chacha20_block(stream, first_block + block, draws);
    const uint end = min(16u, count - start);
    for (uint i = 0; i < end; i++) {
        const float product = values[start + i] * scale;
        const long fixed_point = convert_long_rtz(floor(product * 4294967296.0f));
        rounded[start + i] = (int)(fixed_point >> 32) + (draws[i] < (uint)fixed_point ? 1 : 0);
    }
}
