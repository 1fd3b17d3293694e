using System.Buffers.Binary;
using System.Security.Cryptography;
using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Encoding;

namespace Tapestry.KernelCases.Fuzzing;

/// <summary>Contribution frames of one codec; their checksum is the digest.</summary>
internal sealed class FrameTarget : IFuzzTarget
{
    private const int HeaderLengthOffset = 8;

    private static readonly ContributionBinding Binding = new("run-1", 7, 2, "site-1");

    private readonly IPayloadCodec codec;

    public FrameTarget(IPayloadCodec codec, params ReadOnlySpan<int> lengths)
    {
        this.codec = codec;
        var samples = new List<FuzzSample>();
        foreach (var length in lengths)
        {
            var frame = ContributionCodec.Encode(Binding, codec, Inputs.Normal(length, seed: length));
            samples.Add(new FuzzSample(frame, length, ContributionCodec.ReadHeader(frame, codec).HeaderBytes));
        }

        Samples = samples;
    }

    public string Name => codec.Encoding.ToString();

    public IReadOnlyList<FuzzSample> Samples { get; }

    public void Decode(ReadOnlySpan<byte> buffer, Span<float> destination) =>
        ContributionCodec.Decode(buffer, Binding, codec, destination);

    public bool IsTypedRefusal(Exception error) => error is ContributionException;

    /// <summary>Where the mutated header says that it ends, if it can, and where the sample's does otherwise.</summary>
    public void Reseal(FuzzSample origin, byte[] buffer)
    {
        var stated = buffer.Length < HeaderLengthOffset + sizeof(ushort)
            ? 0
            : BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(HeaderLengthOffset));
        var headerBytes = stated >= SHA256.HashSizeInBytes && stated <= buffer.Length ? stated : origin.PayloadOffset;
        if (headerBytes > buffer.Length)
        {
            return;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(buffer.AsSpan(0, headerBytes - SHA256.HashSizeInBytes));
        hash.AppendData(buffer.AsSpan(headerBytes));
        hash.GetHashAndReset(buffer.AsSpan(headerBytes - SHA256.HashSizeInBytes));
    }
}
