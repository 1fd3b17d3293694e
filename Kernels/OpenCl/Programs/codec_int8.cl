// 256 bins over mean +- 6 sigma; Int8Codec defines the grid, which the host computes. A work group counts BIN_CHUNK
// coordinates: no sum of positions within a bin, below 2^16 each, can leave 32 bits.

#define BINS 256
#define BIN_CHUNK 8192

typedef struct {
    float factor;
    float mean;
    float units_per_scaled;
    int exponent;
} int8_grid;

kernel void encode_int8(global uchar *bins, global uint *partials, global const float *values, uint count, int8_grid grid) {
    local uint members[BINS];
    local uint positions[BINS];
    const uint lane = get_local_id(0);
    const uint lanes = get_local_size(0);
    const uint start = get_group_id(0) * BIN_CHUNK;
    const uint end = start + min((uint)BIN_CHUNK, count - start);
    for (uint bin = lane; bin < BINS; bin += lanes) {
        members[bin] = 0;
        positions[bin] = 0;
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    for (uint i = start + lane; i < end; i += lanes) {
        const float offset = values[i] * grid.factor - grid.mean;
        const float unit = fma(offset, grid.units_per_scaled, 8388608.0f);
        const uint whole = (uint)fmin(fmax(unit, 0.0f), 16777215.0f);
        bins[i] = (uchar)(whole >> 16);
        atomic_inc(&members[whole >> 16]);
        atomic_add(&positions[whole >> 16], whole & 0xFFFFu);
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    global uint *partial = partials + get_group_id(0) * 2 * BINS;
    for (uint bin = lane; bin < BINS; bin += lanes) {
        partial[bin] = members[bin];
        partial[BINS + bin] = positions[bin];
    }
}

// Decodes, or replaces values by what decoding leaves of them.
kernel void decode_int8(global float *values, global const uchar *bins, global const float *codebook, uint count, uint residual) {
    const uint i = get_global_id(0);
    if (i >= count) {
        return;
    }
    const float decoded = codebook[bins[i]];
    values[i] = residual ? values[i] - decoded : decoded;
}
