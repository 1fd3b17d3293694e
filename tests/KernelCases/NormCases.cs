using Tapestry.Kernels.Norms;

namespace Tapestry.KernelCases;

/// <summary>Norms, clipping and what is linear.</summary>
internal static class NormCases
{
    public static IEnumerable<KernelCase> List =>
    [
        new("L2 norm", count => Reading(count, values => L2Norm.Of(values))),
        new("L-infinity norm", count => Reading(count, values => LInfinityNorm.Of(values))),
    ];

    private static Action<int> Reading(int count, Func<float[], double> norm)
    {
        var values = Inputs.Normal(count, seed: 1);
        return _ => norm(values);
    }
}
