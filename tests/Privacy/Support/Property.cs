using FsCheck;
using FsCheck.Fluent;

namespace Tapestry.Privacy.Tests.Support;

/// <summary>Properties over generated releases, always from the same seed: a failure repeats.</summary>
internal static class Property
{
    /// <summary>Noise multiplier 0.4 to 20, sampling rate 10^-4 to 1, 1 to 5000 steps, delta 10^-10 to 10^-2.</summary>
    public static void Holds(int cases, Func<ReleaseCase, bool> law) => Check.One(
        Config.QuickThrowOnFailure
            .WithReplay(new Replay(new Rnd(20_260_102), Microsoft.FSharp.Core.FSharpOption<int>.None))
            .WithMaxTest(cases),
        Prop.ForAll(Arb.From(Cases()), law));

    private static Gen<ReleaseCase> Cases() =>
        from noise in Logarithmic(0.4, 20)
        from rate in Logarithmic(1e-4, 1)
        from steps in Logarithmic(1, 5000)
        from delta in Logarithmic(1e-10, 1e-2)
        select new ReleaseCase(noise, rate, (long)steps, delta);

    private static Gen<double> Logarithmic(double low, double high) =>
        Gen.Choose(0, 1_000_000).Select(share => low * Math.Pow(high / low, share / 1e6));
}
