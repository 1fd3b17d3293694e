// Packed fields: value i occupies bits [i * bits, (i + 1) * bits), bit k being bit k % 32 of word k / 32.

kernel void pack(global uint *packed, global const int *values, uint count, uint bits, uint words) {
    const uint word = get_global_id(0);
    if (word >= words) {
        return;
    }
    const uint mask = 0xFFFFFFFFu >> (32 - bits);
    const ulong start = (ulong)word * 32;
    uint index = (uint)(start / bits);
    const uint used = (uint)(start - (ulong)index * bits);
    uint result = index < count ? ((uint)values[index] & mask) >> used : 0;
    for (uint filled = bits - used; filled < 32; filled += bits) {
        index++;
        result |= (index < count ? (uint)values[index] & mask : 0) << filled;
    }
    packed[word] = result;
}

// The buffer holds one word more than the fields take.
kernel void unpack(global int *values, global const uint *packed, uint count, uint bits, uint is_signed) {
    const uint index = get_global_id(0);
    if (index >= count) {
        return;
    }
    const ulong start = (ulong)index * bits;
    const uint word = (uint)(start >> 5);
    const ulong window = packed[word] | (ulong)packed[word + 1] << 32;
    const uint field = (uint)(window >> (start & 31)) << (32 - bits);
    values[index] = is_signed ? (int)field >> (32 - bits) : (int)(field >> (32 - bits));
}

// The highest bit of every field that ends in the word.
inline uint field_tops(ulong word, uint bits) {
    uint tops = 0;
    for (uint position = bits - 1 - (uint)(word * 32 % bits); position < 32; position += bits) {
        tops |= 1u << position;
    }
    return tops;
}

// Sums without the highest bits cannot leave their fields; those bits are added without carry.
inline uint add_fields(uint a, uint b, uint tops, uint carry) {
    return ((a & ~tops) + (b & ~tops) + carry) ^ ((a ^ b) & tops);
}

inline uint subtract_fields(uint a, uint b, uint tops, uint borrow) {
    return ((a | tops) - (b & ~tops) - borrow) ^ ((a ^ ~b) & tops);
}

// What the field that goes on in the next word hands over. Every word holds a field's highest bit, and nothing passes
// that, so it does not depend on what this word was handed.
inline uint carry_out(uint a, uint b, uint tops) {
    return (a & ~tops) + (b & ~tops) < (a & ~tops);
}

inline uint borrow_out(uint a, uint b, uint tops) {
    return (a | tops) < (b & ~tops);
}

kernel void add_packed(
    global uint *result, global const uint *accumulator, global const uint *operand, uint bits, uint words, uint subtract) {
    const uint word = get_global_id(0);
    if (word >= words) {
        return;
    }
    const uint a = accumulator[word];
    const uint b = operand[word];
    const uint tops = field_tops(word, bits);
    uint handed = 0;
    if (word > 0) {
        const uint before = field_tops(word - 1, bits);
        handed = subtract
            ? borrow_out(accumulator[word - 1], operand[word - 1], before)
            : carry_out(accumulator[word - 1], operand[word - 1], before);
    }
    result[word] = subtract ? subtract_fields(a, b, tops, handed) : add_fields(a, b, tops, handed);
}
