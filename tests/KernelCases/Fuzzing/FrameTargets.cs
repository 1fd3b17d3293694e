using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Codecs.LowRank;
using Tapestry.Kernels.Codecs.RandomK;

namespace Tapestry.KernelCases.Fuzzing;

/// <summary>Frames of every encoding, at lengths with whole and short blocks.</summary>
internal static class FrameTargets
{
    private static readonly byte[] Seed = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    public static IEnumerable<IFuzzTarget> All => Enum.GetValues<ContributionEncoding>().Select(Of);

    public static IFuzzTarget Of(ContributionEncoding encoding) => encoding switch
    {
        ContributionEncoding.TopK => new FrameTarget(PayloadCodecs.For(encoding), 0, 1, 130, 4200),
        ContributionEncoding.RandomK => new FrameTarget(new RandomKCodec(Seed, 8), 0, 1, 65, 300),
        ContributionEncoding.LowRank => new FrameTarget(new LowRankCodec(2, Seed), 0, 1, 65, 300),
        _ => new FrameTarget(PayloadCodecs.For(encoding), 0, 1, 65, 300),
    };
}
