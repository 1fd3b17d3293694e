using Tapestry.KernelCases.Fuzzing;
using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Encoding;

namespace Tapestry.Kernels.Tests.Fuzzing;

/// <summary>A decoder that reads the header and forgets the digest.</summary>
internal sealed class DigestBlindTarget : IFuzzTarget
{
    private readonly IFuzzTarget honest = FrameTargets.Of(ContributionEncoding.Bf16);

    public string Name => "blind";

    public IReadOnlyList<FuzzSample> Samples => honest.Samples;

    public void Decode(ReadOnlySpan<byte> buffer, Span<float> destination)
    {
        var header = ContributionCodec.ReadHeader(buffer);
        PayloadCodecs.For(header.Encoding).Decode(buffer[header.HeaderBytes..], header.Scale, destination);
    }

    public bool IsTypedRefusal(Exception error) => true;

    public void Reseal(FuzzSample origin, byte[] buffer) => honest.Reseal(origin, buffer);
}
