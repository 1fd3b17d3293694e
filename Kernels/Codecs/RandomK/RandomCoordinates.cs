using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Keystream;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Codecs.RandomK;

/// <summary>
/// One random coordinate of every group of s, chosen by a public seed alone: all that know the seed keep the same ones.
/// </summary>
/// <remarks>
/// <para>Group g is the coordinates [g s, (g + 1) s), s a power of two. Its kept coordinate is <c>g s + (w mod s)</c>, w the
/// little-endian 32-bit word g of the ChaCha20 keystream of (seed, nonce of zeros). In a short last group the choice may fall
/// beyond the end: then 0 is kept.</para>
/// <para>Laws: <see cref="Gather"/> and <see cref="Scatter"/> are linear, so the gathered vectors of many sites sum to the
/// gathered sum (under masks too). Over random seeds every coordinate is kept with probability exactly 1/s, the last ones
/// included: <c>s scatter(gather(x))</c> is an unbiased estimate of x. Nothing is scaled here, because error feedback needs
/// the contraction <c>scatter(gather(x))</c>.</para>
/// </remarks>
public static unsafe class RandomCoordinates
{
    /// <summary>Bytes of a seed.</summary>
    public const int SeedBytes = ChaCha20.KeyBytes;

    /// <summary>The longest group.</summary>
    public const int MaxGroupLength = 1 << 16;

    /// <summary>How many coordinates are kept: one of each group, of a short last one too.</summary>
    /// <param name="elementCount">Coordinates of the vector, 0 or more.</param>
    /// <param name="groupLength">s, a power of two from 1 to 2^16.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static int KeptCount(int elementCount, int groupLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(elementCount);
        ThrowUnlessGroupLength(groupLength);
        return (int)(((long)elementCount + groupLength - 1) / groupLength);
    }

    /// <summary>Reads the kept coordinates.</summary>
    /// <param name="values">The vector, fp32.</param>
    /// <param name="seed">32 public bytes.</param>
    /// <param name="groupLength">s, a power of two from 1 to 2^16.</param>
    /// <param name="kept">Receives <see cref="KeptCount"/> values.</param>
    /// <param name="cores">Most cores to use, 1 or more.</param>
    /// <exception cref="LengthMismatchException">A length is wrong.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The group length is outside its range.</exception>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite; nothing was written.</exception>
    public static void Gather(
        ReadOnlySpan<float> values, ReadOnlySpan<byte> seed, int groupLength, Span<float> kept, int cores = 1)
    {
        LengthMismatchException.ThrowUnlessEqual(seed.Length, SeedBytes);
        LengthMismatchException.ThrowUnlessEqual(kept.Length, KeptCount(values.Length, groupLength));
        InputCheck.ThrowUnlessFinite(values, cores);
        fixed (float* source = values)
        fixed (float* target = kept)
        fixed (byte* key = seed)
        {
            var kernel = new RandomCoordinatesKernel(RandomAccess.Gather, source, values.Length, target, key, groupLength);
            CoreSplit.Run(ref kernel, kept.Length, RandomCoordinatesKernel.Granule, cores);
        }
    }

    /// <summary>Writes the kept coordinates, and zeros everywhere else.</summary>
    /// <param name="kept">The kept values; that of a short last group whose choice fell beyond the end is ignored.</param>
    /// <param name="seed">32 public bytes.</param>
    /// <param name="groupLength">s, a power of two from 1 to 2^16.</param>
    /// <param name="destination">Receives the vector, fp32.</param>
    /// <param name="cores">Most cores to use, 1 or more.</param>
    /// <exception cref="LengthMismatchException">A length is wrong.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The group length is outside its range.</exception>
    /// <exception cref="NonFiniteValueException">A kept value is NaN or infinite; nothing was written.</exception>
    public static void Scatter(
        ReadOnlySpan<float> kept, ReadOnlySpan<byte> seed, int groupLength, Span<float> destination, int cores = 1)
    {
        LengthMismatchException.ThrowUnlessEqual(seed.Length, SeedBytes);
        LengthMismatchException.ThrowUnlessEqual(kept.Length, KeptCount(destination.Length, groupLength));
        Norms.Finite.ThrowIfNot(kept, nameof(kept));
        Run(RandomAccess.Scatter, kept, seed, groupLength, destination, cores);
    }

    /// <summary>Sets the kept coordinates to zero: what error feedback leaves when they travel as they are.</summary>
    internal static void ClearKept(ReadOnlySpan<byte> seed, int groupLength, Span<float> vector, int cores) =>
        Run(RandomAccess.Clear, [], seed, groupLength, vector, cores);

    /// <summary>The coordinate that the last group keeps, or -1 when it lies beyond the end.</summary>
    internal static int LastKept(ReadOnlySpan<byte> seed, int groupLength, int elementCount)
    {
        var group = KeptCount(elementCount, groupLength) - 1;
        Span<byte> word = stackalloc byte[sizeof(uint)];
        ChaCha20.Keystream(seed, stackalloc byte[ChaCha20.NonceBytes], (long)group * sizeof(uint), word);
        var offset = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(word) & (uint)(groupLength - 1);
        var coordinate = ((long)group * groupLength) + offset;
        return coordinate < elementCount ? (int)coordinate : -1;
    }

    internal static void ThrowUnlessGroupLength(int groupLength)
    {
        if (groupLength is < 1 or > MaxGroupLength || !int.IsPow2(groupLength))
        {
            throw new ArgumentOutOfRangeException(
                nameof(groupLength), groupLength, $"A group's length is a power of two from 1 to {MaxGroupLength}.");
        }
    }

    private static void Run(
        RandomAccess access, ReadOnlySpan<float> kept, ReadOnlySpan<byte> seed, int groupLength, Span<float> vector, int cores)
    {
        fixed (float* values = kept)
        fixed (float* target = vector)
        fixed (byte* key = seed)
        {
            var kernel = new RandomCoordinatesKernel(access, target, vector.Length, values, key, groupLength);
            CoreSplit.Run(ref kernel, KeptCount(vector.Length, groupLength), RandomCoordinatesKernel.Granule, cores);
        }
    }
}
