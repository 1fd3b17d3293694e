using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Codecs.LowRank;
using Tapestry.Kernels.Codecs.RandomK;
using Tapestry.Kernels.Memory;

namespace Tapestry.KernelCases;

/// <summary>Lossy encodings: encode with error feedback, and decode.</summary>
internal static class CodecCases
{
    private static readonly byte[] Seed = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    public static IEnumerable<KernelCase> List =>
    [
        Encoding("bf16", PayloadCodecs.For(ContributionEncoding.Bf16)),
        Encoding("int8", PayloadCodecs.For(ContributionEncoding.Int8)) with
        {
            CopyGoal = 0.25, Peer = new KernelPeer("int8", Goal: 4),
        },
        Encoding("int4", PayloadCodecs.For(ContributionEncoding.Int4)),
        Encoding("fp4", PayloadCodecs.For(ContributionEncoding.Fp4)),
        Encoding("sign", PayloadCodecs.For(ContributionEncoding.Sign)),
        Encoding("top-k 2-bit", PayloadCodecs.For(ContributionEncoding.TopK)) with { CopyGoal = 0.1 },
        Encoding("random-k, 1 of 16", new RandomKCodec(Seed, 16)),
        Encoding("low rank 4", new LowRankCodec(4, Seed)),
        Decoding("bf16", PayloadCodecs.For(ContributionEncoding.Bf16)),
        Decoding("int8", PayloadCodecs.For(ContributionEncoding.Int8)),
        Decoding("int4", PayloadCodecs.For(ContributionEncoding.Int4)),
        Decoding("fp4", PayloadCodecs.For(ContributionEncoding.Fp4)),
        Decoding("sign", PayloadCodecs.For(ContributionEncoding.Sign)),
        Decoding("top-k 2-bit", PayloadCodecs.For(ContributionEncoding.TopK)),
        Decoding("random-k, 1 of 16", new RandomKCodec(Seed, 16)),
        Decoding("low rank 4", new LowRankCodec(4, Seed)),
    ];

    private static KernelCase Encoding(string name, IPayloadCodec codec) =>
        new($"{name} encode with error feedback", count =>
        {
            var values = Inputs.Normal(count, seed: 1);
            var (payload, residual) = (LargeArray.Create<byte>((int)codec.ByteCount(count)), LargeArray.Create<float>(count));
            return cores => codec.EncodeWithResidual(values, payload, residual, cores);
        });

    private static KernelCase Decoding(string name, IPayloadCodec codec) => new($"{name} decode", count =>
    {
        var (payload, decoded) = (LargeArray.Create<byte>((int)codec.ByteCount(count)), LargeArray.Create<float>(count));
        var scale = codec.Encode(Inputs.Normal(count, seed: 1), payload);
        return cores => codec.Decode(payload, scale, decoded, cores);
    });
}
