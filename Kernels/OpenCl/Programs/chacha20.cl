// ChaCha20 of RFC 8439. Every program part begins after this one.
#pragma OPENCL FP_CONTRACT OFF

// A stream is the initial state of RFC 8439, section 2.3; in place of the counter stands what its keystream is used for.
#define STREAM_WORDS 16
#define STREAM_USE 12

#define QUARTER_ROUND(a, b, c, d) \
    a += b; d = rotate(d ^ a, 16u); c += d; b = rotate(b ^ c, 12u); \
    a += b; d = rotate(d ^ a, 8u); c += d; b = rotate(b ^ c, 7u);

// Keystream words 16 * counter to 16 * counter + 15.
inline void chacha20_block(global const uint *stream, uint counter, uint *x) {
    const uint k0 = stream[4], k1 = stream[5], k2 = stream[6], k3 = stream[7];
    const uint k4 = stream[8], k5 = stream[9], k6 = stream[10], k7 = stream[11];
    const uint n0 = stream[13], n1 = stream[14], n2 = stream[15];
    uint x0 = 0x61707865u, x1 = 0x3320646eu, x2 = 0x79622d32u, x3 = 0x6b206574u;
    uint x4 = k0, x5 = k1, x6 = k2, x7 = k3, x8 = k4, x9 = k5, x10 = k6, x11 = k7;
    uint x12 = counter, x13 = n0, x14 = n1, x15 = n2;
    #pragma unroll
    for (int round = 0; round < 10; round++) {
        QUARTER_ROUND(x0, x4, x8, x12)
        QUARTER_ROUND(x1, x5, x9, x13)
        QUARTER_ROUND(x2, x6, x10, x14)
        QUARTER_ROUND(x3, x7, x11, x15)
        QUARTER_ROUND(x0, x5, x10, x15)
        QUARTER_ROUND(x1, x6, x11, x12)
        QUARTER_ROUND(x2, x7, x8, x13)
        QUARTER_ROUND(x3, x4, x9, x14)
    }
    x[0] = x0 + 0x61707865u; x[1] = x1 + 0x3320646eu; x[2] = x2 + 0x79622d32u; x[3] = x3 + 0x6b206574u;
    x[4] = x4 + k0; x[5] = x5 + k1; x[6] = x6 + k2; x[7] = x7 + k3;
    x[8] = x8 + k4; x[9] = x9 + k5; x[10] = x10 + k6; x[11] = x11 + k7;
    x[12] = x12 + counter; x[13] = x13 + n0; x[14] = x14 + n1; x[15] = x15 + n2;
}
