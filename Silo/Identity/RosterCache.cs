using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Events;
using Tapestry.Silo.Gateway;
using Tapestry.Silo.Http;

namespace Tapestry.Silo.Identity;

/// <summary>
/// The roster as it is committed now. Each look asks the database for the consortium's events since the last one, which costs
/// one row, and reads the roster again only when there are any: a change on one silo counts on all at once. Requests that come
/// together share a look.
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
        if (last is { } known && await region.Events.ReadAsync(stream, known.Position, 1, CancellationToken.None) is [])
        {
            return known;
        }

        // The position first: the roster read after it may be newer, never older.
        var position = await LastAsync(last?.Position ?? 0);
        return last = new Roster(position, await ReadAsync());
    }

    private async Task<long> LastAsync(long position)
    {
        await foreach (var page in region.Events.PagesAsync(stream, position, CancellationToken.None))
        {
            position = page[^1].Position;
        }

        return position;
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

    /// <param name="Position">Of the last event that it surely holds.</param>
    /// <param name="View">Null while the consortium is not founded here.</param>
    internal sealed record Roster(long Position, ConsortiumView? View)
    {
        private readonly Dictionary<SiteId, Member> members = View?.Members.ToDictionary(member => member.Site) ?? [];

        public bool HasOperator { get; } = View?.Members.Any(member => member.Role == MemberRole.Operator) == true;

        public Member? Find(SiteId name) => members.GetValueOrDefault(name);

        public bool HasRemoved(SiteId name) => View?.Removed?.Contains(name) == true;
    }
}
