using System.Security.Cryptography;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Kernels.Masking;
using Tapestry.Kernels.Packing;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Sites;

namespace Tapestry.Silo.Tests.SecureRounds;

/// <summary>A member that follows the protocol with whole numbers of the test's choice, without training.</summary>
internal sealed class ProtocolSite : IDisposable
{
    private readonly SiteIdentity identity = CreateIdentity();
    private readonly SignatureVerifier verifier = new();
    private SiteSession? session;

    public required SiteId Site { get; init; }

    public IdentityKey Key => IdentityKey.FromPoint(identity.PublicKey.ToArray());

    /// <summary>The integers of each shard.</summary>
    public required Func<int, int[]> Integers { get; init; }

    /// <summary>The values of the side vector.</summary>
    public required IReadOnlyList<long> SideValues { get; init; }

    /// <summary>Changes the digests that the input commits to.</summary>
    public Func<Hash256, Hash256> Commit { get; init; } = digest => digest;

    /// <summary>Waits for the next instruction and answers it.</summary>
    public async Task AnswerAsync(ISiteGateway gateway, RoundTicket ticket, IReadOnlyList<ProtocolSite> members)
    {
        var instruction = await gateway.WaitForProtocolAsync(new ProtocolQuery { Site = Site, Round = ticket.Round }, default);
        var message = instruction!.Step == SecureStep.Advertise
            ? Begin(instruction.Message.ToArray(), ticket, members)
            : session!.Receive(instruction.Message.Span).Message;
        if (session!.Phase == SitePhase.Masking)
        {
            message = await MaskAsync(gateway, ticket);
        }

        await gateway.AnswerProtocolAsync(
            new ProtocolAnswer
            {
                Site = Site,
                Round = ticket.Round,
                Attempt = instruction.Attempt,
                Step = instruction.Step,
                Digest = Sha256Digest.Of(message),
                Message = message,
            },
            default);
    }

    public void Dispose()
    {
        session?.Dispose();
        verifier.Dispose();
        identity.Dispose();
    }

    private static SiteIdentity CreateIdentity()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return SiteIdentity.FromPkcs8(key.ExportPkcs8PrivateKey());
    }

    private byte[]? Begin(byte[] parameters, RoundTicket ticket, IReadOnlyList<ProtocolSite> members)
    {
        var environment = new SiteEnvironment
        {
            Site = Site.Value,
            Signer = identity,
            Policy = new SitePolicy
            {
                PinnedRoster = members.ToDictionary(member => member.Site.Value, member => member.identity.PublicKey), MinimumCohort = 2,
            },
            Random = new OperatingSystemRandomBytes(),
            Verifier = verifier,
        };
        var expected = new RoundExpectation
        {
            Run = ticket.Round.Run.Value,
            Round = ticket.Round.Number,
            BaseHash = Hash256.Parse(ticket.Base.Digest().Value),
            PolicyVersion = ticket.Policy.Version,
        };
        (session, var step) = SiteSession.Begin(environment, parameters, expected);
        return step.Message;
    }

    private async Task<byte[]?> MaskAsync(ISiteGateway gateway, RoundTicket ticket)
    {
        var digests = new List<Hash256>();
        var shards = session!.Parameters.MaskedShards;
        for (var frame = 0; frame < shards.Count; frame++)
        {
            var packed = new byte[shards[frame].PackedBytes];
            var integers = frame < ticket.Base.Shards.Count
                ? Integers(frame)
                : session.Parameters.SideVector!.Encode(SideValues, session.Parameters.Members.Count);
            BitPacking.Pack(integers, shards[frame].Bits, packed);
            Masks.Apply(packed, shards[frame].ElementCount, shards[frame].Bits, session.MasksFor(frame));
            var upload = new ContributionUpload
            {
                Site = Site, Round = ticket.Round, Shard = frame, Digest = Sha256Digest.Of(packed), Frame = packed,
            };
            await gateway.UploadAsync(upload, default);
            digests.Add(Commit(Hash256.Of(packed)));
        }

        return session.CommitInput(digests).Message;
    }
}
