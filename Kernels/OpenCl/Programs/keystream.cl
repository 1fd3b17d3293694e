// Writes whole keystream blocks; one work item a block.
kernel void keystream(global uint *destination, global const uint *stream, uint first_block, uint blocks) {
    const uint block = get_global_id(0);
    if (block >= blocks) {
        return;
    }
    uint x[16];
    chacha20_block(stream, first_block + block, x);
    #pragma unroll
    for (int i = 0; i < 16; i++) {
        destination[(ulong)block * 16 + i] = x[i];
    }
}
