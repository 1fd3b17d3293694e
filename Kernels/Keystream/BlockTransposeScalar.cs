using System.Runtime.CompilerServices;

namespace Tapestry.Kernels.Keystream;

/// <summary>Word-major to block-major order where the hardware has no shuffles that we know.</summary>
internal static class BlockTransposeScalar
{
    public static void Run(ref readonly uint words, ref byte destination, int blocks)
    {
        ref var source = ref Unsafe.AsRef(in words);
        for (var block = 0; block < blocks; block++)
        {
            for (var word = 0; word < ChaChaState.Words; word++)
            {
                Unsafe.WriteUnaligned(
                    ref Unsafe.Add(ref destination, (block * ChaCha20.BlockBytes) + (word * sizeof(uint))),
                    Unsafe.Add(ref source, (word * blocks) + block));
            }
        }
    }
}
