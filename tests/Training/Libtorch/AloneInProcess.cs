namespace Tapestry.Training.Tests.Libtorch;

/// <summary>Tests that read counters of the whole process.</summary>
[CollectionDefinition(nameof(AloneInProcess), DisableParallelization = true)]
public sealed class AloneInProcess;
