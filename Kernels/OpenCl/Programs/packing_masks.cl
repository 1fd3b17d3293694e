// Adds or subtracts the keystreams of many peers as packed fields; one work item a keystream block of 16 words.
// What a field carries into the next block is counted over all peers and added by the second kernel.

kernel void apply_masks(
    global uint *packed, global int *handed_on, global const uint *streams, uint peers, uint bits, uint first_block, uint blocks) {
    const uint block = get_global_id(0);
    if (block >= blocks) {
        return;
    }
    global uint *words = packed + (ulong)block * 16;
    uint sum[16];
    uint tops[16];
    for (uint i = 0; i < 16; i++) {
        sum[i] = words[i];
        tops[i] = field_tops((ulong)block * 16 + i, bits);
    }
    int total = 0;
    for (uint peer = 0; peer < peers; peer++) {
        global const uint *stream = streams + peer * STREAM_WORDS;
        uint mask[16];
        chacha20_block(stream, first_block + block, mask);
        const uint subtract = stream[STREAM_USE];
        uint handed = 0;
        for (uint i = 0; i < 16; i++) {
            const uint a = sum[i];
            sum[i] = subtract ? subtract_fields(a, mask[i], tops[i], handed) : add_fields(a, mask[i], tops[i], handed);
            handed = subtract ? borrow_out(a, mask[i], tops[i]) : carry_out(a, mask[i], tops[i]);
        }
        total += subtract ? -(int)handed : (int)handed;
    }
    for (uint i = 0; i < 16; i++) {
        words[i] = sum[i];
    }
    handed_on[block] = total;
}

kernel void hand_on_masks(global uint *packed, global const int *handed_on, uint bits, uint blocks) {
    const uint block = get_global_id(0) + 1;
    if (block >= blocks) {
        return;
    }
    const uint begun = (uint)((ulong)block * 512 % bits);
    if (begun == 0) {
        return;
    }
    const uint mask = (1u << (bits - begun)) - 1;
    const uint word = packed[(ulong)block * 16];
    packed[(ulong)block * 16] = (word & ~mask) | ((word + (uint)handed_on[block - 1]) & mask);
}
