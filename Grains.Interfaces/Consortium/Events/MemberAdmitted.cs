namespace Tapestry.Grains.Interfaces.Consortium.Events;

/// <summary>Audit event: a member joined the roster.</summary>
public sealed record MemberAdmitted(Member Member);
