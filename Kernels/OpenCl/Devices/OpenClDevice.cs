namespace Tapestry.Kernels.OpenCl;

/// <summary>One device that some installed OpenCL driver offers.</summary>
public sealed record OpenClDevice
{
    /// <summary>The driver's platform, such as <c>Portable Computing Language</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>The device's name as the driver gives it.</summary>
    public required string Name { get; init; }

    /// <summary>The driver's version, in the driver's own notation.</summary>
    public required string Driver { get; init; }

    /// <summary>What it is.</summary>
    public required OpenClDeviceKind Kind { get; init; }

    /// <summary>The OpenCL version, such as 1.2.</summary>
    public required Version OpenClVersion { get; init; }

    /// <summary>The whole memory, in bytes.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>The largest single buffer, in bytes.</summary>
    public required long LargestBufferBytes { get; init; }

    /// <summary>Memory that the work items of a group share, in bytes.</summary>
    public required long LocalMemoryBytes { get; init; }

    /// <summary>Parallel processors.</summary>
    public required int ComputeUnits { get; init; }

    /// <summary>The most work items in a group.</summary>
    public required int MaxWorkGroup { get; init; }

    /// <summary>Extensions by their registered names, in ordinal order.</summary>
    public required IReadOnlyList<string> Extensions { get; init; }

    /// <summary>What its fp32 arithmetic keeps to.</summary>
    public required SinglePrecision SinglePrecision { get; init; }

    /// <summary>Whether it has fp64; Tapestry's kernels do not need it.</summary>
    public required bool HasDoublePrecision { get; init; }

    /// <summary>Whether the lowest byte of a word comes first.</summary>
    public required bool IsLittleEndian { get; init; }

    /// <summary>Whether the driver says that it can run now.</summary>
    public required bool IsAvailable { get; init; }

    /// <summary>Whether the driver compiles OpenCL C.</summary>
    public required bool HasCompiler { get; init; }

    /// <summary>The driver's handle; valid while the process lives.</summary>
    internal nint Id { get; init; }

    /// <summary>Platform and name: what a preference by name is matched with.</summary>
    public override string ToString() => $"{Platform} / {Name}";
}
