using Tapestry.KernelCases.Fuzzing;
using Tapestry.Kernels.Codecs;

namespace Tapestry.Kernels.Tests.Fuzzing;

/// <summary>A short run of the fuzzer; <c>./tapestry bench fuzz</c> is the long one.</summary>
public sealed class FrameFuzzTests
{
    private const int Buffers = 4000;

    public static TheoryData<ContributionEncoding> Encodings => [.. Enum.GetValues<ContributionEncoding>()];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Mutated_frames_end_in_a_typed_refusal_or_finite_values(ContributionEncoding encoding)
    {
        var report = Fuzzer.Run(FrameTargets.Of(encoding), seed: 1, Buffers);

        Assert.Empty(report.Findings);
        Assert.Equal(Buffers, report.Buffers);
        Assert.InRange(report.Decoded, Buffers / 100, Buffers - (Buffers / 100));
    }

    [Theory]
    [InlineData(PlantedFault.IndexUnchecked, FuzzFault.UntypedError)]
    [InlineData(PlantedFault.ValueUnchecked, FuzzFault.NonFiniteOutput)]
    [InlineData(PlantedFault.LengthUnchecked, FuzzFault.UnboundedAllocation)]
    [InlineData(PlantedFault.CheckTooLate, FuzzFault.WriteBeforeRefusal)]
    internal void A_planted_fault_is_caught(PlantedFault fault, FuzzFault kind)
    {
        var report = Fuzzer.Run(new FrameTarget(new FaultyCodec(fault), 65, 300), seed: 1, Buffers);

        Assert.Contains(report.Findings, finding => finding.Kind == kind);
    }

    [Fact]
    public void A_decoder_that_ignores_its_checksum_is_caught()
    {
        var report = Fuzzer.Run(new DigestBlindTarget(), seed: 1, Buffers);

        Assert.Contains(report.Findings, finding => finding.Kind == FuzzFault.AcceptedDamage);
    }

    [Fact]
    public void A_seed_repeats_the_run()
    {
        var first = Fuzzer.Run(FrameTargets.Of(ContributionEncoding.TopK), seed: 2, 500);
        var second = Fuzzer.Run(FrameTargets.Of(ContributionEncoding.TopK), seed: 2, 500);

        Assert.Equal((first.Buffers, first.Decoded), (second.Buffers, second.Decoded));
    }
}
