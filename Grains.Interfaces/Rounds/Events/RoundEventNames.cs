namespace Tapestry.Grains.Interfaces.Rounds.Events;

/// <summary>Names under which a round's events are persisted and that others look for; they never change.</summary>
public static class RoundEventNames
{
    /// <summary>Of <see cref="RoundOpened"/>.</summary>
    public const string Opened = "round-opened";

    /// <summary>Of <see cref="Events.CohortFixed"/>.</summary>
    public const string CohortFixed = "cohort-fixed";

    /// <summary>Of <see cref="Events.ContributionReceived"/>.</summary>
    public const string ContributionReceived = "contribution-received";

    /// <summary>Of <see cref="Events.ContributionsClosed"/>.</summary>
    public const string ContributionsClosed = "contributions-closed";

    /// <summary>Of <see cref="Secure.Events.HandshakeStepOpened"/>.</summary>
    public const string HandshakeStepOpened = "handshake-step-opened";

    /// <summary>Of <see cref="RoundCertified"/>.</summary>
    public const string Certified = "round-certified";

    /// <summary>Of <see cref="RoundAbandoned"/>.</summary>
    public const string Abandoned = "round-abandoned";
}
