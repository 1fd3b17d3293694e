using System.Buffers.Binary;
using System.Globalization;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Norms;

namespace Tapestry.Kernels.Codecs.RandomK;

/// <summary>
/// One coordinate of every group of s as fp32, chosen by a shared seed (<see cref="RandomCoordinates"/>): 4/s bytes a
/// coordinate. The others decode to 0 and stay in the residual; error feedback is exact.
/// </summary>
/// <remarks>
/// Payload: the seed (32 bytes), s (u32), then a value for each group, fp32, little-endian; a value that stands for no
/// coordinate is +0. A payload decodes only where seed and s are the same. Not scaled: multiply by s for an unbiased
/// estimate. Linear: the values of many sites add up, see <see cref="RandomCoordinates"/>.
/// </remarks>
public sealed class RandomKCodec : IPayloadCodec
{
    private const int GroupLengthOffset = RandomCoordinates.SeedBytes;
    private const int ValuesOffset = GroupLengthOffset + sizeof(uint);

    private readonly byte[] seed;

    /// <summary>Keeps one coordinate of every group.</summary>
    /// <param name="seed">32 public bytes that all sites of the round share, fresh for every round.</param>
    /// <param name="groupLength">s, a power of two from 1 to 2^16.</param>
    /// <exception cref="LengthMismatchException">The seed has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The group length is outside its range.</exception>
    public RandomKCodec(ReadOnlySpan<byte> seed, int groupLength)
    {
        LengthMismatchException.ThrowUnlessEqual(seed.Length, RandomCoordinates.SeedBytes);
        RandomCoordinates.ThrowUnlessGroupLength(groupLength);
        this.seed = seed.ToArray();
        GroupLength = groupLength;
    }

    /// <summary>Coordinates of which one is kept, s.</summary>
    public int GroupLength { get; }

    /// <inheritdoc/>
    public ContributionEncoding Encoding => ContributionEncoding.RandomK;

    /// <inheritdoc/>
    public int BitsPerCoordinate => 32;

    /// <inheritdoc/>
    public long ByteCount(int elementCount) =>
        ValuesOffset + ((long)RandomCoordinates.KeptCount(elementCount, GroupLength) * sizeof(float));

    /// <inheritdoc/>
    public float Encode(ReadOnlySpan<float> values, Span<byte> payload, int cores = 1)
    {
        LengthMismatchException.ThrowUnlessEqual(payload.Length, ByteCount(values.Length));
        RandomCoordinates.Gather(values, seed, GroupLength, LittleEndianFloats.View(payload[ValuesOffset..]), cores);
        seed.CopyTo(payload);
        BinaryPrimitives.WriteUInt32LittleEndian(payload[GroupLengthOffset..], (uint)GroupLength);
        return UnitScale.Value;
    }

    /// <inheritdoc/>
    public float EncodeWithResidual(ReadOnlySpan<float> values, Span<byte> payload, Span<float> residual, int cores = 1)
    {
        ResidualMemory.ThrowUnlessUsable(values, residual);
        var scale = Encode(values, payload, cores);
        values.CopyTo(residual);
        RandomCoordinates.ClearKept(seed, GroupLength, residual, cores);
        return scale;
    }

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<byte> payload, float scale, Span<float> destination, int cores = 1)
    {
        LengthMismatchException.ThrowUnlessEqual(payload.Length, ByteCount(destination.Length));
        UnitScale.ThrowUnless(scale);
        ThrowUnlessParameters(payload);
        var kept = LittleEndianFloats.View(payload[ValuesOffset..]);
        Finite.ThrowIfNot(kept, nameof(kept));
        if (kept.Length > 0
            && BitConverter.SingleToInt32Bits(kept[^1]) != 0
            && RandomCoordinates.LastKept(seed, GroupLength, destination.Length) < 0)
        {
            throw new PayloadFormatException("value of no coordinate", kept[^1], "0");
        }

        RandomCoordinates.Scatter(kept, seed, GroupLength, destination, cores);
    }

    private void ThrowUnlessParameters(ReadOnlySpan<byte> payload)
    {
        var stated = payload[..RandomCoordinates.SeedBytes];
        if (!stated.SequenceEqual(seed))
        {
            throw new PayloadFormatException("seed", Convert.ToHexStringLower(stated), Convert.ToHexStringLower(seed));
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(payload[GroupLengthOffset..]);
        if (length != GroupLength)
        {
            throw new PayloadFormatException("group length", length, GroupLength.ToString(CultureInfo.InvariantCulture));
        }
    }
}
