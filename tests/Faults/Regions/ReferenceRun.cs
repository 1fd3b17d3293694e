using Tapestry.Client.Cli.Reports;
using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.Testing;

namespace Tapestry.Faults.Tests.Regions;

/// <summary>The sites' data, and what undisturbed runs over it make.</summary>
public sealed class ReferenceRun : IDisposable
{
    /// <summary>Rounds of every run under faults.</summary>
    public static readonly int Rounds = FaultSuite.IsLong ? 24 : 4;

    private readonly TemporaryFolder folder = new();
    private readonly Lazy<Task<RunReport>> plain;
    private readonly Lazy<Task<RunReport>> secure;

    public ReferenceRun()
    {
        Data = TestText.Write(folder.File("data"), TestRun.Sites);
        plain = new(() => TestRun.CompleteAsync(Data, PlainFolder, "--rounds", $"{Rounds}"));
        secure = new(() => TestRun.CompleteAsync(Data, folder.File("secure"), "--rounds", $"{Rounds}", "--secure"));
    }

    public string Data { get; }

    /// <summary>The plain run's own folder.</summary>
    public string PlainFolder => folder.File("plain");

    /// <summary>SHA-256 of the Shared Base after all rounds.</summary>
    public async Task<string> DigestAsync(bool isSecure) => (await (isSecure ? secure : plain).Value).SharedBaseSha256;

    public void Dispose() => folder.Dispose();
}
