using FsCheck;
using FsCheck.Fluent;

namespace Tapestry.Kernels.Tests.Support;

/// <summary>Properties over generated vectors, always from the same seed: a failure repeats.</summary>
internal static class Property
{
    private static readonly Config Seeded =
        Config.QuickThrowOnFailure.WithReplay(new Replay(new Rnd(20_260_101), Microsoft.FSharp.Core.FSharpOption<int>.None));

    /// <summary>Vectors of 0 to a few hundred finite floats of any bit pattern.</summary>
    public static Arbitrary<float[]> AnyFinite() => Arb.From(
        ArbMap.Default.GeneratorFor<uint>()
            .Select(BitConverter.UInt32BitsToSingle)
            .Where(float.IsFinite)
            .ArrayOf());

    /// <summary>Vectors of 0 to a few hundred floats of ordinary size.</summary>
    public static Arbitrary<float[]> Ordinary() => Arb.From(
        Gen.Choose(-1_000_000, 1_000_000).Select(value => value * 1e-4f).ArrayOf());

    public static void Holds(Arbitrary<float[]> vectors, Func<float[], bool> law) =>
        Check.One(Seeded, Prop.ForAll(vectors, law));
}
