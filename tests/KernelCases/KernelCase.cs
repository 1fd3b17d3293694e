namespace Tapestry.KernelCases;

/// <summary>A kernel to time.</summary>
/// <param name="Name">What it does and with which parameters.</param>
/// <param name="Prepare">
/// Makes inputs for so many coordinates and returns what one run does on so many cores; allocates all it needs here.
/// </param>
internal sealed record KernelCase(string Name, Func<int, Action<int>> Prepare)
{
    /// <summary>The backend that is not a device.</summary>
    public const string Processor = "cpu";

    /// <summary>Where it runs.</summary>
    public string Backend { get; init; } = Processor;

    /// <summary>Share of the rate of copying the same fp32 bytes that is asked for on one core.</summary>
    public double? CopyGoal { get; init; }

    /// <summary>Coordinates a second that are asked for on one core.</summary>
    public double? RateGoal { get; init; }

    /// <summary>What two cores do against one, as asked for; null where that is not measured.</summary>
    public double? SecondCoreGoal { get; init; }

    /// <summary>The same with NumPy; null where there is none.</summary>
    public KernelPeer? Peer { get; init; }
}
