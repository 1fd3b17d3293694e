namespace Tapestry.Grains.Interfaces.Http;

/// <summary>A page of committed events.</summary>
/// <param name="Events">In order of their positions; fewer than asked for means that there are no more now.</param>
public sealed record EventPage(IReadOnlyList<EventView> Events);
