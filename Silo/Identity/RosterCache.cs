using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Gateway;
using Tapestry.Silo.Http;

namespace Tapestry.Silo.Identity;

/// <summary>
/// The roster as it is committed now. Each look asks the database how many events the consortium has, which costs one row, and
/// reads the roster again only when there are others than before: a change on one silo counts on all at once. Requests that
/// come together share a look.
/// </summary>
internal sealed class RosterCache
{
    private readonly RegionAccess region;
    private readonly ConsortiumId consortium;
    private readonly string stream;
    private readonly SharedReads<ConsortiumId, Roster> looks;
    private Roster? last;

    public RosterCache(RegionAccess region, ConsortiumId consortium)
    {
        this.region = region;
        this.consortium = consortium;
        stream = $"consortium/{consortium}";
        looks = new SharedReads<ConsortiumId, Roster>(_ => LookAsync());
    }

    public Task<Roster> GetAsync(CancellationToken cancellationToken) => looks.ReadAsync(consortium, cancellationToken);

    /// <summary>One at a time; no request's end ends it, because others wait for it too.</summary>
    private async Task<Roster> LookAsync()
    {
        // The length first: the roster read after it may be newer, never older.
        var length = await region.Events.LengthAsync(stream, CancellationToken.None);
        return last is { } known && known.Events == length ? known : last = new Roster(length, await ReadAsync());
    }

    private async Task<ConsortiumView?> ReadAsync()
    {
        try
        {
            return await region.Grains.GetGrain<IConsortiumGrain>(consortium.Value).GetAsync();
        }
        catch (ConsortiumException refused) when (refused.Code == ConsortiumException.NotFounded)
        {
            return null;
        }
    }

    /// <param name="Events">How many of the consortium's events it surely holds.</param>
    /// <param name="View">Null while the consortium is not founded here.</param>
    internal sealed record Roster(long Events, ConsortiumView? View)
    {
        private readonly Dictionary<SiteId, Member> members = View?.Members.ToDictionary(member => member.Site) ?? [];

        public bool HasOperator { get; } = View?.Members.Any(member => member.Role == MemberRole.Operator) == true;

        public Member? Find(SiteId name) => members.GetValueOrDefault(name);

        public bool HasRemoved(SiteId name) => View?.Removed?.Contains(name) == true;
    }
}
