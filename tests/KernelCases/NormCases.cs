using Tapestry.Kernels.Norms;

namespace Tapestry.KernelCases;

/// <summary>Norms, clipping and what is linear.</summary>
internal static class NormCases
{
    public static IEnumerable<KernelCase> List =>
    [
        new("L2 norm", count => Reading(count, (values, cores) => L2Norm.Of(values, cores))) { SecondCoreGoal = 1.8 },
        new("L-infinity norm", count => Reading(count, (values, cores) => LInfinityNorm.Of(values, cores))) { SecondCoreGoal = 1.8 },
        new("L2 clip", count => Reading(count, (values, cores) => L2Clip.Apply(values, limit: 1e9, cores))),
        new("axpy", count => Pairing(count, (x, y, cores) => Axpy.Apply(1e-3f, x, y, cores))),
        new("scaling", count => Reading(count, (values, cores) =>
        {
            Scaling.Apply(values, 1f, cores);
            return 0;
        })),
        new("residual", count => Pairing(count, (x, y, cores) => Residual.Update(x, y, y, cores))),
    ];

    private static Action<int> Reading(int count, Func<float[], int, double> norm)
    {
        var values = Inputs.Normal(count, seed: 1);
        return cores => norm(values, cores);
    }

    private static Action<int> Pairing(int count, Action<float[], float[], int> update)
    {
        var (x, y) = (Inputs.Normal(count, seed: 1), Inputs.Normal(count, seed: 2));
        return cores => update(x, y, cores);
    }
}
