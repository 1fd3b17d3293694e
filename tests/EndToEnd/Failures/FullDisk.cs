using Tapestry.Testing;

namespace Tapestry.EndToEnd.Tests.Failures;

/// <summary>The library of <c>full_disk.cpp</c>.</summary>
public sealed class FullDisk : IAsyncLifetime, IDisposable
{
    private readonly PreloadLibrary library = new();

    /// <summary>A shell script that runs its arguments on a disk with that much room.</summary>
    public string Script(long bytes) => $"export FULL_DISK_BYTES={bytes} LD_PRELOAD={library.Path}; exec \"$@\"";

    public Task InitializeAsync() => library.BuildAsync("Failures/full_disk.cpp");

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => library.Dispose();
}
