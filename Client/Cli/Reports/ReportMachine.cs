namespace Tapestry.Client.Cli.Reports;

/// <summary>The machine that a run's times belong to.</summary>
public sealed record ReportMachine
{
    /// <summary>Processor model, as the operating system reports it.</summary>
    public required string Processor { get; init; }

    /// <summary>Logical processors available to the process.</summary>
    public required int Cores { get; init; }

    /// <summary>Memory available to the process, in bytes.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Name and version of the operating system.</summary>
    public required string OperatingSystem { get; init; }

    /// <summary>Version of the .NET runtime.</summary>
    public required string Runtime { get; init; }
}
