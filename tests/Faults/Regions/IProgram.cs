namespace Tapestry.Faults.Tests.Regions;

/// <summary>A part of the region that is started again whenever the test killed it.</summary>
internal interface IProgram : IAsyncDisposable
{
    /// <summary>Starts it; completes when it has ended by itself as it should, fails when it ended otherwise.</summary>
    Task End { get; }

    /// <summary>The end of its output.</summary>
    string Output { get; }

    /// <summary>Kills it; it starts again after a while.</summary>
    void Kill(Task until);

    /// <summary>Sends a signal.</summary>
    void Signal(string signal);
}
