namespace Tapestry.Actors.Tests.Model;

public sealed record AccountState
{
    public long Balance { get; init; }

    public int Reminded { get; init; }
}
