"""The kernels' peer: the same operations as they are usually written with NumPy.

Usage: kernels_peer.py COORDINATES
Then, on standard input, one operation a line; each is answered with the seconds that it took.
"""
import sys
import time

import numpy as np

MEDIAN_VECTORS = 16
MASKING_PEERS = 16
LEVELS = 256
MODULUS = 2**32


class Operations:
    def __init__(self, coordinates):
        self.random = np.random.default_rng(1)
        self.vector = self.random.standard_normal(coordinates, dtype=np.float32)
        self.merged = np.zeros_like(self.vector)
        self.weighted = np.empty_like(self.vector)
        self.stack = None

    def copy(self):
        np.copyto(self.merged, self.vector)

    def weighted_merge(self):
        np.multiply(self.vector, np.float32(0.25), out=self.weighted)
        np.add(self.merged, self.weighted, out=self.merged)

    def median(self):
        if self.stack is None:
            self.stack = self.random.standard_normal((MEDIAN_VECTORS, self.vector.size), dtype=np.float32)
        started = time.perf_counter()
        np.median(self.stack, axis=0)
        return time.perf_counter() - started

    def int8(self):
        """Mean plus and minus six sigma in 256 bins, a codebook of bin means, and the error that stays."""
        x = self.vector
        mean, sigma = x.mean(), x.std()
        low, width = mean - 6 * sigma, 12 * sigma / LEVELS
        codes = np.clip((x - low) / width, 0, LEVELS - 1).astype(np.uint8)
        counts = np.bincount(codes, minlength=LEVELS)
        sums = np.bincount(codes, weights=x, minlength=LEVELS)
        codebook = (sums / np.maximum(counts, 1)).astype(np.float32)
        return x - codebook[codes]

    def secure_encoding(self):
        """Stochastic rounding, then one mask a peer: a seeded Mersenne Twister draws 64-bit integers below 2^32."""
        x = np.clip(self.vector, -3, 3)
        scaled = (x + 3) * ((1 << 20) / 6)
        masked = np.floor(scaled).astype(np.int64)
        masked += self.random.random(x.size, dtype=np.float32) < scaled - masked
        for seed in range(MASKING_PEERS):
            mask = np.random.RandomState(seed).randint(0, MODULUS, size=x.size, dtype=np.int64)
            masked = (masked + mask) % MODULUS
        return masked

    def secure_encoding_processor(self):
        """The same, in seconds on the processor, where other programs do not count."""
        started = time.process_time()
        self.secure_encoding()
        return time.process_time() - started


def main():
    operations = Operations(int(sys.argv[1]))
    print(np.__version__, flush=True)
    for line in sys.stdin:
        started = time.perf_counter()
        answer = getattr(operations, line.strip())()
        seconds = time.perf_counter() - started
        print(answer if isinstance(answer, float) else seconds, flush=True)


if __name__ == "__main__":
    main()
