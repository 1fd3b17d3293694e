namespace Tapestry.Actors.Tests.Model;

public sealed record ProbeState
{
    public string Log { get; init; } = "";

    /// <summary>Mutable, to change state behind the setter.</summary>
    public IList<string> Marks { get; init; } = [];
}
