using Tapestry.Kernels.Masking;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Parameters;
using Tapestry.Privacy.SecureAggregation.Sites;

namespace Tapestry.Privacy.Tests.SecureAggregation.Support;

/// <summary>A site with a disk that survives it: what is on the disk was written before anything was sent.</summary>
internal sealed class TestSite
{
    private byte[] _last = [];

    private TestSite(SiteEnvironment environment, SecureRoundParameters parameters, int member)
    {
        (Environment, Member) = (environment, member);
        var random = new Random(member + 100);
        Input = [.. parameters.Shards.Select(shard => Enumerable.Range(0, shard.ElementCount)
            .Select(_ => (int)random.NextInt64(-shard.MaxMagnitude, shard.MaxMagnitude + 1))
            .ToArray())];
        if (parameters.SideVector is { } side)
        {
            Input = [.. Input, side.Encode([.. side.Fields.Select(field => field.MaxValue - member)], parameters.Members.Count)];
        }
    }

    public int Member { get; }

    public SiteEnvironment Environment { get; }

    public SiteSession Session { get; private set; } = null!;

    /// <summary>What the site adds, shard by shard, the side vector last.</summary>
    public int[][] Input { get; set; }

    /// <summary>What it uploads.</summary>
    public byte[][] Masked { get; private set; } = [];

    /// <summary>What a hostile site does to its masked shards before it signs their digests.</summary>
    public Func<byte[][], byte[][]> Damage { get; set; } = masked => masked;

    /// <summary>The masks it added, shard by shard: one a neighbour, ascending, then its own.</summary>
    public MaskKey[][] Added { get; private set; } = [];

    /// <summary>What is on its disk.</summary>
    public byte[] Disk { get; private set; } = [];

    /// <summary>Every message that left, in order.</summary>
    public List<byte[]> Sent { get; private set; } = [];

    public static TestSite Begin(
        SecureRoundParameters parameters, int member, int seed, SignatureVerifier verifier, byte[]? earlier = null)
    {
        var environment = new SiteEnvironment
        {
            Site = parameters.Members[member].Site,
            Signer = Identities.Of(int.Parse(parameters.Members[member].Site[^4..])),
            Policy = TestParameters.Policy(parameters),
            Random = new SeededBytes((seed * 4096) + member),
            Verifier = verifier,
        };
        var site = new TestSite(environment, parameters, member);
        (site.Session, var step) = SiteSession.Begin(
            environment, parameters.Encode(), TestParameters.Expectation(), earlier);
        site.Take(step);
        return site;
    }

    /// <summary>Takes a message unless it is the last one again, masks and commits when it is time.</summary>
    public void Receive(byte[] message)
    {
        if (!message.AsSpan().SequenceEqual(_last))
        {
            Take(Session.Receive(message));
            _last = message;
            Contribute();
        }
    }

    public void Contribute()
    {
        if (Session.Phase != SitePhase.Masking)
        {
            return;
        }

        Added = [.. Session.Parameters.MaskedShards.Select((_, index) => Session.MasksFor(index))];
        Masked = Damage([.. Session.Parameters.MaskedShards.Select((shard, index) =>
        {
            var packed = PackedIntegers.Pack(Input[index], shard.Bits);
            Masks.Apply(packed, shard.ElementCount, shard.Bits, Added[index]);
            return packed;
        })]);
        Take(Session.CommitInput([.. Masked.Select(shard => Hash256.Of(shard))]));
    }

    /// <summary>Loses the process; what is on the disk comes back.</summary>
    public void Restart()
    {
        Session.Dispose();
        Session = SiteSession.Restore(Environment, Disk);
        Contribute();
    }

    /// <summary>The same site with a disk and a process of its own.</summary>
    public TestSite Copy()
    {
        var copy = (TestSite)MemberwiseClone();
        copy.Session = SiteSession.Restore(Environment, Disk);
        copy.Sent = [.. Sent];
        return copy;
    }

    private void Take(SiteStep step)
    {
        Disk = step.State;
        if (step.Message is { } message)
        {
            Sent.Add(message);
        }
    }
}
