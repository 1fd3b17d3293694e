using Tapestry.Client.Cli.Reports;
using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.EndToEnd.Tests.Remote;
using Tapestry.Testing;

namespace Tapestry.Faults.Tests.Regions;

/// <summary>The sites' data, and what undisturbed runs over it make.</summary>
public sealed class ReferenceRun : IDisposable
{
    /// <summary>Rounds of every run under faults.</summary>
    public static readonly int Rounds = FaultSuite.IsLong ? 24 : 4;

    /// <summary>Names of the silos that have certificates.</summary>
    public static readonly IReadOnlyList<string> Silos = ["one", "two"];

    private readonly TemporaryFolder folder = new();
    private readonly Lazy<Task<RunReport>> plain;
    private readonly Lazy<Task<RunReport>> secure;
    private readonly Lazy<Task<TestConsortium>> consortium;

    public ReferenceRun()
    {
        Data = TestText.Write(folder.File("data"), TestRun.Sites);
        plain = new(() => TestRun.CompleteAsync(Data, PlainFolder, "--rounds", $"{Rounds}"));
        secure = new(() => TestRun.CompleteAsync(Data, folder.File("secure"), "--rounds", $"{Rounds}", "--secure"));
        consortium = new(CreateConsortiumAsync);
    }

    public string Data { get; }

    /// <summary>The plain run's own folder.</summary>
    public string PlainFolder => folder.File("plain");

    /// <summary>The consortium whose sites they are.</summary>
    internal Task<TestConsortium> ConsortiumAsync() => consortium.Value;

    /// <summary>SHA-256 of the Shared Base after all rounds.</summary>
    public async Task<string> DigestAsync(bool isSecure) => (await (isSecure ? secure : plain).Value).SharedBaseSha256;

    public void Dispose() => folder.Dispose();

    private async Task<TestConsortium> CreateConsortiumAsync()
    {
        var made = new TestConsortium(folder.Path);
        await made.CreateAsync([.. Silos]);
        await made.InitializeAsync(TestRun.Sites);
        return made;
    }
}
