using Tapestry.Kernels.Codecs;

namespace Tapestry.KernelCases;

/// <summary>Encoding with error feedback, and decoding.</summary>
internal static class CodecCases
{
    public static IEnumerable<KernelCase> List =>
    [
        Encoding(ContributionEncoding.Bf16, "bf16"),
        Encoding(ContributionEncoding.Int8, "int8") with
        {
            CopyGoal = 0.25, SecondCoreGoal = 1.8, Peer = new KernelPeer("int8", 4),
        },
        Encoding(ContributionEncoding.Int4, "int4"),
        Encoding(ContributionEncoding.Fp4, "fp4"),
        Encoding(ContributionEncoding.Sign, "sign"),
        Encoding(ContributionEncoding.TopK, "top-k") with { CopyGoal = 0.1, SecondCoreGoal = 1.8 },
        Decoding(ContributionEncoding.Int8, "int8"),
        Decoding(ContributionEncoding.Int4, "int4"),
        Decoding(ContributionEncoding.Fp4, "fp4"),
        Decoding(ContributionEncoding.TopK, "top-k"),
    ];

    private static KernelCase Encoding(ContributionEncoding encoding, string name) =>
        new($"{name} encoding with error feedback", count =>
        {
            var codec = PayloadCodecs.For(encoding);
            var values = Inputs.Normal(count, seed: 1);
            var payload = new byte[codec.ByteCount(count)];
            var residual = new float[count];
            return cores => codec.EncodeWithResidual(values, payload, residual, cores);
        });

    private static KernelCase Decoding(ContributionEncoding encoding, string name) =>
        new($"{name} decoding", count =>
        {
            var codec = PayloadCodecs.For(encoding);
            var values = Inputs.Normal(count, seed: 1);
            var payload = new byte[codec.ByteCount(count)];
            var scale = codec.Encode(values, payload);
            return cores => codec.Decode(payload, scale, values, cores);
        });
}
