namespace Tapestry.Silo.Tests.Telemetry;

/// <summary>Tests that listen to the whole process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ListensToProcess
{
    public const string Name = "telemetry of the process";
}
