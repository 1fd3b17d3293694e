using System.Diagnostics;
using Tapestry.Testing;

namespace Tapestry.EndToEnd.Tests.Failures;

/// <summary>Builds <c>full_disk.cpp</c> with the compiler that the trainer needs anyway.</summary>
public sealed class FullDisk : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Library => folder.File("full_disk.so");

    /// <summary>A shell script that runs its arguments on a disk with that much room.</summary>
    public string Script(long bytes) => $"export FULL_DISK_BYTES={bytes} LD_PRELOAD={Library}; exec \"$@\"";

    public async Task InitializeAsync()
    {
        var source = Path.Combine(AppContext.BaseDirectory, "Failures", "full_disk.cpp");
        using var compiler = Process.Start("g++", ["-shared", "-fPIC", "-O1", "-o", Library, source, "-ldl"]);
        await compiler.WaitForExitAsync().InTimeAsync();
        Assert.Equal(0, compiler.ExitCode);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => folder.Dispose();
}
