using System.Buffers.Binary;
using Tapestry.Kernels.Keystream;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Codecs.RandomK;

/// <summary>Walks groups with the keystream in small pieces; the range counts groups.</summary>
internal readonly unsafe struct RandomCoordinatesKernel(
    RandomAccess access, float* vector, long length, float* kept, byte* seed, int groupLength) : IRangeKernel
{
    /// <summary>Groups whose keystream is made at once; a part starts at a multiple of it.</summary>
    public const int Granule = 1024;

    private readonly RandomAccess access = access;
    private readonly float* vector = vector;
    private readonly long length = length;
    private readonly float* kept = kept;
    private readonly byte* seed = seed;
    private readonly int groupLength = groupLength;

    public void Run(long start, long end)
    {
        Span<byte> words = stackalloc byte[Granule * sizeof(uint)];
        Span<byte> nonce = stackalloc byte[ChaCha20.NonceBytes];
        nonce.Clear();
        for (var group = start; group < end; group += Granule)
        {
            var count = (int)Math.Min(Granule, end - group);
            ChaCha20.Keystream(
                new ReadOnlySpan<byte>(seed, ChaCha20.KeyBytes), nonce, group * sizeof(uint), words[..(count * sizeof(uint))]);
            if (access == RandomAccess.Scatter)
            {
                var first = group * groupLength;
                var covered = Math.Min((long)count * groupLength, length - first);
                new Span<float>(vector + first, (int)covered).Clear();
            }

            for (var i = 0; i < count; i++)
            {
                var word = BinaryPrimitives.ReadUInt32LittleEndian(words[(i * sizeof(uint))..]);
                Visit(group + i, ((group + i) * groupLength) + (word & (uint)(groupLength - 1)));
            }
        }
    }

    private void Visit(long group, long coordinate)
    {
        var exists = coordinate < length;
        if (access == RandomAccess.Gather)
        {
            kept[group] = exists ? vector[coordinate] : 0;
        }
        else if (exists)
        {
            vector[coordinate] = access == RandomAccess.Scatter ? kept[group] : 0;
        }
    }
}
