using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Silo.Receipts;
using Tapestry.Silo.Tests.Fixtures;
using Tapestry.Silo.Tests.SecureRounds;
using Tapestry.Silo.Verification;

namespace Tapestry.Silo.Tests.Verification;

/// <summary>A region whose round 1 is certified, plain or secure, and what it published.</summary>
internal sealed class CertifiedRound : IAsyncDisposable
{
    private readonly SecureScene? scene;

    private CertifiedRound(RegionFixture fixture, SecureScene? scene) => (Fixture, this.scene) = (fixture, scene);

    public RegionFixture Fixture { get; }

    public FolderFiles Files => new(Fixture.Folder);

    public static async Task<CertifiedRound> StartAsync(bool secure)
    {
        if (!secure)
        {
            var fixture = await RegionFixture.StartAsync();
            await fixture.ContributeAsync();
            return await new CertifiedRound(fixture, null).CertifyAsync();
        }

        var scene = await SecureScene.StartAsync(
            new SecureAggregationPlan
            {
                BitsPerCoordinate = 12, ClipNorm = 10, StepDeadline = TimeSpan.FromMinutes(2), MaximumAttempts = 1,
            },
            digest => digest);
        await scene.ToMergingAsync();
        return await new CertifiedRound(scene.Fixture, scene).CertifyAsync();
    }

    public async Task<RoundEvidence> EvidenceAsync()
    {
        var path = PublishedLayout.Evidence((await Fixture.Round(1).GetAsync()).Ticket.Round);
        return EvidenceFile.Read((await Files.TryReadAsync(path, default))!.Value.Span, path);
    }

    public Task<RoundVerdict> VerifyAsync(RoundEvidence evidence) =>
        new RoundVerifier(new PublishedBlobs(Files)).VerifyAsync(evidence, default);

    /// <summary>What a lying operator says instead, under its true signature.</summary>
    public RoundEvidence Certify(RoundTicket ticket, RoundCertificate certificate)
    {
        using var signer = ReceiptSigner.LoadOrCreate(Path.Combine(Fixture.Folder, "receipts.pem"));
        return signer.Sign(ticket, certificate);
    }

    public ValueTask DisposeAsync() => scene?.DisposeAsync() ?? Fixture.DisposeAsync();

    private async Task<CertifiedRound> CertifyAsync()
    {
        await Fixture.RunUntilEndedAsync(1);
        await Fixture.Region.Evidence.PublishNowAsync(default);
        return this;
    }
}
