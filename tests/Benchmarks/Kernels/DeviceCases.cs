using Tapestry.KernelCases;
using Tapestry.Kernels.Backends;
using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Masking;
using Tapestry.Kernels.Memory;
using Tapestry.Kernels.Packing;
using Tapestry.Kernels.Rotation;
using Tapestry.Kernels.Rounding;

namespace Tapestry.Benchmarks.Kernels;

/// <summary>What a device does; a call takes a vector of the host and gives one back.</summary>
internal static class DeviceCases
{
    private const int Bits = 12;

    public static IEnumerable<KernelCase> Of(IKernelBackend device)
    {
        KernelCase Case(string name, Func<int, Action<int>> prepare) => new(name, prepare) { Backend = device.Description };
        return
        [
            Case("Hadamard rotation, 2^14 blocks", count => Rotating(device, count)),
            Case("stochastic rounding and packing to 12 bits", count => Rounding(device, count)),
            Case("ChaCha20 mask of one peer, 32 bits", count => Masking(device, count)),
            Case("int8 encoding with error feedback", count => Encoding(device, count, ContributionEncoding.Int8)),
            Case("int4 encoding with error feedback", count => Encoding(device, count, ContributionEncoding.Int4)),
            Case("fp4 encoding with error feedback", count => Encoding(device, count, ContributionEncoding.Fp4)),
        ];
    }

    private static Action<int> Rotating(IKernelBackend device, int count)
    {
        var values = Inputs.Normal(count, seed: 1);
        var seed = new RotationSeed(new byte[RotationSeed.ByteLength]);
        return _ => device.Rotate(values, seed);
    }

    private static Action<int> Rounding(IKernelBackend device, int count)
    {
        var values = Inputs.Normal(count, seed: 1);
        var packed = LargeArray.Create<byte>((int)BitPacking.ByteCount(count, Bits));
        var draw = new RoundingDraw(new RoundingSeed(new byte[RoundingSeed.ByteLength]));
        return _ => device.RoundAndPack(values, 10_000f, draw, Bits, packed);
    }

    private static Action<int> Masking(IKernelBackend device, int count)
    {
        var packed = LargeArray.Create<byte>(count * sizeof(uint));
        MaskKey[] mask = [new MaskKey(new byte[32], new byte[12], MaskSign.Add)];
        return _ => device.ApplyMasks(packed, count, 8 * sizeof(uint), mask);
    }

    private static Action<int> Encoding(IKernelBackend device, int count, ContributionEncoding encoding)
    {
        var codec = device.CodecFor(encoding);
        var values = Inputs.Normal(count, seed: 1);
        var payload = LargeArray.Create<byte>((int)codec.ByteCount(count));
        var residual = LargeArray.Create<float>(count);
        return _ => codec.EncodeWithResidual(values, payload, residual);
    }
}
