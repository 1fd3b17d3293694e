namespace Tapestry.Silo.Identity;

/// <summary>What a partner app's token may hold in its <c>scope</c>; one is needed for each operation.</summary>
public static class ApiScope
{
    /// <summary>Consortium, runs and rounds.</summary>
    public const string RunsRead = "runs.read";

    /// <summary>Defining, starting and stopping runs, and storing their first base.</summary>
    public const string RunsWrite = "runs.write";

    /// <summary>Blobs, of which models consist.</summary>
    public const string ModelsRead = "models.read";

    /// <summary>Privacy ledgers.</summary>
    public const string LedgersRead = "ledgers.read";

    /// <summary>Committed events.</summary>
    public const string AuditRead = "audit.read";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [RunsRead, RunsWrite, ModelsRead, LedgersRead, AuditRead];
}
