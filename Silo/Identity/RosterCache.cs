using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Events;
using Tapestry.Silo.Http;

namespace Tapestry.Silo.Identity;

/// <summary>
/// The roster as it is committed now. Each look asks the database for the consortium's events since the last one, which costs
/// one row, and reads the roster again only when there are any: a change on one silo counts on all at once.
/// </summary>
internal sealed class RosterCache(RegionAccess region, ConsortiumId consortium) : IDisposable
{
    private readonly string stream = $"consortium/{consortium}";
    private readonly SemaphoreSlim reading = new(1, 1);
    private Roster? last;

    public async Task<Roster> GetAsync(CancellationToken cancellationToken)
    {
        var known = Volatile.Read(ref last);
        if (known is not null && await region.Events.ReadAsync(stream, known.Position, 1, cancellationToken) is [])
        {
            return known;
        }

        await reading.WaitAsync(cancellationToken);
        try
        {
            // The position first: the roster read after it may be newer, never older.
            var position = await LastAsync(last?.Position ?? 0, cancellationToken);
            var fresh = new Roster(position, await ReadAsync());
            Volatile.Write(ref last, fresh);
            return fresh;
        }
        finally
        {
            reading.Release();
        }
    }

    public void Dispose() => reading.Dispose();

    private async Task<long> LastAsync(long position, CancellationToken cancellationToken)
    {
        await foreach (var page in region.Events.PagesAsync(stream, position, cancellationToken))
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
