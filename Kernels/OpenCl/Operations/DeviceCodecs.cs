using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Codecs.Blocks;

namespace Tapestry.Kernels.OpenCl;

/// <summary>The codecs that run on the device; those that only copy bits stay on the host.</summary>
internal sealed class DeviceCodecs(OpenClSession session)
{
    private readonly IPayloadCodec[] codecs =
    [
        new DeviceInt8Codec(session),
        new DeviceBlockCodec<Int4Block>(session, new Int4Codec(), "int4"),
        new DeviceBlockCodec<Fp4Block>(session, new Fp4Codec(), "fp4"),
    ];

    public IPayloadCodec For(ContributionEncoding encoding) =>
        Array.Find(codecs, codec => codec.Encoding == encoding) ?? PayloadCodecs.For(encoding);
}
