using Tapestry.Client.Tests.Site.Fixtures;
using Tapestry.Client.Tests.Site.SecureRounds;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Receipts;
using Tapestry.Silo.Verification;

namespace Tapestry.Client.Tests.Cli.Verification;

/// <summary>A finished run of one secure round and what its region published; tests change copies of it.</summary>
public sealed class PublishedRun : IAsyncLifetime
{
    private static readonly RoundId Round = new(TinyRun.Run, 1);
    private SecureFixture fixture = null!;

    private string RegionFolder => Path.Combine(fixture.Folder, PublishedLayout.RegionFolder);

    public async Task InitializeAsync()
    {
        fixture = await SecureFixture.StartAsync(sites: 3);
        await fixture.CompleteAsync();
        await fixture.Region.Evidence.PublishNowAsync(default);
    }

    public async Task DisposeAsync() => await fixture.DisposeAsync();

    /// <summary>Copies what is published, with evidence that the region signed over a changed certificate.</summary>
    internal void CopyTo(string folder, Func<RoundCertificate, RoundCertificate>? change = null)
    {
        var evidence = PublishedLayout.Evidence(Round);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(RegionFolder, "blobs", "blobs"), "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder, PublishedLayout.RegionFolder, Path.GetRelativePath(RegionFolder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        var honest = EvidenceFile.Read(File.ReadAllBytes(Path.Combine(RegionFolder, evidence)), evidence);
        using var signer = ReceiptSigner.LoadOrCreate(Path.Combine(RegionFolder, "receipts.pem"));
        var path = Path.Combine(folder, PublishedLayout.RegionFolder, evidence);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var told = signer.Sign(honest.Ticket, (change ?? (certificate => certificate))(honest.Certificate));
        File.WriteAllBytes(path, EvidenceFile.Write(told));
    }
}
