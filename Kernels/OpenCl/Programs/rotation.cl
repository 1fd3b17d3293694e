// The randomized Hadamard transform of blocks of 2 to 2^16 coordinates, stages h = 1, 2, 4, ... in that order: those
// within CHUNK coordinates in local memory, the others on columns of coordinates that lie CHUNK apart.

#define CHUNK 4096
#define MOST_ROWS 16

inline float with_sign(float value, global const uint *signs, uint index) {
    return as_float(as_uint(value) ^ (signs[index >> 5] >> (index & 31) << 31));
}

kernel void hadamard_near(
    global float *vector, uint first, uint length, uint block, global const uint *signs, uint sign_before, uint sign_after,
    float scale) {
    local float chunk[CHUNK];
    const uint lane = get_local_id(0);
    const uint lanes = get_local_size(0);
    const uint start = get_group_id(0) * CHUNK;
    const uint count = min((uint)CHUNK, length - start);
    global float *values = vector + first + start;
    for (uint i = lane; i < count; i += lanes) {
        chunk[i] = sign_before ? with_sign(values[i], signs, start + i) : values[i];
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    for (uint h = 1; h < min(block, (uint)CHUNK); h *= 2) {
        for (uint pair = lane; pair < count / 2; pair += lanes) {
            const uint i = ((pair & ~(h - 1)) << 1) | (pair & (h - 1));
            const float a = chunk[i];
            const float b = chunk[i + h];
            chunk[i] = a + b;
            chunk[i + h] = a - b;
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    for (uint i = lane; i < count; i += lanes) {
        const float value = chunk[i] * scale;
        values[i] = sign_after ? with_sign(value, signs, start + i) : value;
    }
}

kernel void hadamard_far(
    global float *vector, uint first, uint columns, uint block, global const uint *signs, uint sign_after, float scale) {
    const uint column = get_global_id(0);
    if (column >= columns) {
        return;
    }
    const uint start = column / CHUNK * block + column % CHUNK;
    const uint rows = block / CHUNK;
    global float *values = vector + first;
    float x[MOST_ROWS];
    for (uint row = 0; row < rows; row++) {
        x[row] = values[start + row * CHUNK];
    }
    for (uint h = 1; h < rows; h *= 2) {
        for (uint pair = 0; pair < rows / 2; pair++) {
            const uint i = ((pair & ~(h - 1)) << 1) | (pair & (h - 1));
            const float a = x[i];
            const float b = x[i + h];
            x[i] = a + b;
            x[i + h] = a - b;
        }
    }
    for (uint row = 0; row < rows; row++) {
        const uint i = start + row * CHUNK;
        const float value = x[row] * scale;
        values[i] = sign_after ? with_sign(value, signs, i) : value;
    }
}
