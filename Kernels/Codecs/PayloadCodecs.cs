using System.Collections.Frozen;
using Tapestry.Kernels.Codecs.Blocks;
using Tapestry.Kernels.Codecs.Int8;
using Tapestry.Kernels.Codecs.TopK;

namespace Tapestry.Kernels.Codecs;

/// <summary>The codecs that an encoding's number alone determines; <see cref="TopKCodec"/> with its default parameter.</summary>
public static class PayloadCodecs
{
    private static readonly FrozenDictionary<ContributionEncoding, IPayloadCodec> ByEncoding =
        new IPayloadCodec[]
        {
            new Fp32Codec(), new Bf16Codec(), new Int8Codec(), new Int4Codec(), new Fp4Codec(), new SignCodec(), new TopKCodec(),
        }.ToFrozenDictionary(codec => codec.Encoding);

    /// <summary>The codec of an encoding.</summary>
    /// <exception cref="ArgumentOutOfRangeException">This build knows no such encoding.</exception>
    public static IPayloadCodec For(ContributionEncoding encoding) =>
        TryFind(encoding) ?? throw new ArgumentOutOfRangeException(
            nameof(encoding), encoding, $"Unknown encoding; this build knows {string.Join(", ", ByEncoding.Keys.Order())}.");

    internal static IPayloadCodec? TryFind(ContributionEncoding encoding) => ByEncoding.GetValueOrDefault(encoding);
}
