using Tapestry.Kernels.Masking;
using Tapestry.Kernels.Memory;
using Tapestry.Kernels.Noise;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Packing;
using Tapestry.Kernels.Rotation;
using Tapestry.Kernels.Rounding;
using Tapestry.Kernels.SecureEncoding;

namespace Tapestry.KernelCases;

/// <summary>The secure encoding and its parts.</summary>
internal static class SecureEncodingCases
{
    private const int Peers = 16;
    private const double CoordinatesPerSecond = 50e6;

    private static readonly RotationSeed Signs = new(new byte[RotationSeed.ByteLength]);
    private static readonly RoundingDraw Draw = new(new RoundingSeed(new byte[RoundingSeed.ByteLength]));

    public static IEnumerable<KernelCase> List =>
    [
        new("Hadamard rotation, 2^14 blocks", Rotating) { CopyGoal = 0.25, SecondCoreGoal = 1.8 },
        new("stochastic rounding and packing to 12 bits", RoundingAndPacking) { CopyGoal = 0.25, SecondCoreGoal = 1.8 },
        new("packed sum, 12 bits", Adding),
        new("secure encoding, 16 bits, 16 masks, noise", count => Encoding(count, sigma: 100))
        {
            RateGoal = CoordinatesPerSecond, SecondCoreGoal = 1.8,
        },
        new("secure encoding, 16 bits, 16 masks", count => Encoding(count, sigma: null))
        {
            Peer = new KernelPeer("secure_encoding", 20),
        },
        new("secure decoding, 16 bits", Decoding),
    ];

    private static Action<int> Rotating(int count)
    {
        var values = Inputs.Normal(count, seed: 1);
        return cores => RandomizedHadamard.Rotate(values, Signs, cores: cores);
    }

    private static Action<int> RoundingAndPacking(int count)
    {
        var values = Inputs.Normal(count, seed: 1);
        var packed = LargeArray.Create<byte>((int)BitPacking.ByteCount(count, 12));
        return cores => StochasticRounding.RoundAndPack(values, 10_000f, Draw, 12, packed, cores);
    }

    private static Action<int> Adding(int count)
    {
        var (accumulator, addend) = (LargeArray.Create<byte>((int)BitPacking.ByteCount(count, 12)), LargeArray.Create<byte>((int)BitPacking.ByteCount(count, 12)));
        return cores => PackedSum.Add(accumulator, addend, count, 12, cores);
    }

    private static Action<int> Encoding(int count, double? sigma)
    {
        var values = Inputs.Normal(count, seed: 1);
        var options = Options();
        var packed = LargeArray.Create<byte>((int)SecureEncoder.ByteCount(count, options));
        var noise = sigma is { } steps ? new NoiseDraw(new DiscreteGaussianSampler(steps), new byte[32], new byte[12]) : null;
        var masks = Enumerable.Range(0, Peers).Select(MaskOf).ToArray();
        return cores =>
        {
            var factor = new UpdateFactor(L2Norm.Of(values, cores), clipNorm: 1);
            var secrets = new ContributionSecrets { Rounding = Draw, Noise = noise, Masks = masks };
            SecureEncoder.Encode(values, options, factor, secrets, packed, [], cores);
        };
    }

    private static Action<int> Decoding(int count)
    {
        var (packed, values) = (LargeArray.Create<byte>((int)SecureEncoder.ByteCount(count, Options())), LargeArray.Create<float>(count));
        var options = Options();
        return cores => SecureDecoder.DecodeSum(packed, options, values, divisor: Peers, cores);
    }

    private static SecureEncodingOptions Options() => new()
    {
        BitsPerCoordinate = 16,
        Contributions = Peers + 1,
        Granularity = 1e-6f,
        Rotation = Signs,
        Overflow = OverflowRule.Wrap,
    };

    private static MaskKey MaskOf(int peer)
    {
        var key = new byte[32];
        key[0] = (byte)peer;
        return new MaskKey(key, new byte[12], peer % 2 == 0 ? MaskSign.Add : MaskSign.Subtract);
    }
}
