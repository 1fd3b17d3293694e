using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Client.Cli.Consortium.Folder;

/// <summary>What a consortium starts from; in <c>charter.json</c>.</summary>
/// <param name="Version">Version of the file, 1.</param>
/// <param name="Consortium">The consortium.</param>
/// <param name="Operator">Its first operator.</param>
/// <param name="Policy">The policy that it is founded with.</param>
internal sealed record Charter(int Version, ConsortiumId Consortium, SiteId Operator, CharterPolicy Policy)
{
    /// <summary>The version that is written and read.</summary>
    public const int CurrentVersion = 1;
}
