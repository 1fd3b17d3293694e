using Tapestry.Actors;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Consortium.Events;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Consortium;

/// <inheritdoc cref="IConsortiumGrain"/>
public sealed class ConsortiumGrain : Grain<ConsortiumState>, IConsortiumGrain
{
    /// <inheritdoc/>
    public Task FoundAsync(CharterPolicy policy)
    {
        CharterPolicyRules.Check(policy);
        if (State.Policy is { } standing)
        {
            return standing == policy ? Task.CompletedTask : throw Refuse(
                ConsortiumException.AlreadyFounded,
                $"exists with policy version {standing.Version}; amend that policy or found another consortium.");
        }

        State = State with { Policy = policy };
        Context.Emit(new ConsortiumFounded(policy));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task AdmitAsync(Member member)
    {
        EnsureFounded();
        if (member.DisplayName.Length is 0 or > ConsortiumLimits.DisplayNameLength)
        {
            throw Refuse(
                ConsortiumException.InvalidPolicy,
                $"a display name has {member.DisplayName.Length} characters; use 1 to {ConsortiumLimits.DisplayNameLength}.");
        }

        if (Find(member.Site) is { } standing)
        {
            return standing == member ? Task.CompletedTask : throw Refuse(
                ConsortiumException.SiteTaken,
                $"site '{member.Site}' belongs to '{standing.DisplayName}'; remove that member or choose another site id.");
        }

        if (State.Members.Count >= ConsortiumLimits.Members)
        {
            throw Refuse(ConsortiumException.RosterFull, $"has its limit of {ConsortiumLimits.Members} members; remove one first.");
        }

        State = State with
        {
            Members = [.. State.Members.Append(member).OrderBy(m => m.Site.Value, StringComparer.Ordinal)],
            Removed = Without(member.Site),
        };
        Context.Emit(new MemberAdmitted(member));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task RemoveAsync(SiteId site)
    {
        EnsureFounded();
        if (Find(site) is not { } member)
        {
            throw Refuse(ConsortiumException.NotAMember, $"has no member with site '{site}'.");
        }

        if (member.Role == MemberRole.Operator && State.Members.Count(other => other.Role == MemberRole.Operator) == 1)
        {
            throw Refuse(ConsortiumException.LastOperator, $"has no other operator than '{site}'; admit another one first.");
        }

        State = State with
        {
            Members = [.. State.Members.Where(other => other.Site != site)],
            Removed = [.. (Without(site) ?? []).TakeLast(ConsortiumLimits.Members - 1), site],
        };
        Context.Emit(new MemberRemoved(site));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task AmendAsync(CharterPolicy policy)
    {
        CharterPolicyRules.Check(policy);
        var standing = EnsureFounded();
        if (policy.Version != standing.Version + 1)
        {
            throw Refuse(
                ConsortiumException.InvalidPolicy,
                $"is at policy version {standing.Version}; the amendment must have version {standing.Version + 1}, not {policy.Version}.");
        }

        State = State with { Policy = policy };
        Context.Emit(new PolicyAmended(policy));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    [ReadOnlyCall]
    public Task<ConsortiumView> GetAsync() =>
        Task.FromResult(new ConsortiumView(new ConsortiumId(Context.Id.Key), EnsureFounded(), State.Members)
        {
            Removed = State.Removed,
        });

    private SiteId[]? Without(SiteId site) =>
        State.Removed?.Where(removed => removed != site).ToArray() is { Length: > 0 } left ? left : null;

    private Member? Find(SiteId site) => State.Members.FirstOrDefault(member => member.Site == site);

    private CharterPolicy EnsureFounded() => State.Policy
        ?? throw Refuse(ConsortiumException.NotFounded, "does not exist; found it first.");

    private ConsortiumException Refuse(string code, string why) => new(code, $"Consortium '{Context.Id.Key}' {why}");
}
