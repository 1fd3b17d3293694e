using Tapestry.Actors;
using Tapestry.Client.Cli.Demo.Folder;
using Tapestry.Client.Cli.Errors;
using Tapestry.Silo.Blobs;
using Tapestry.Silo.Embedded;

namespace Tapestry.Client.Cli.Demo.Run;

/// <summary>Opens the region inside a demo's folder.</summary>
internal static class RegionFolder
{
    /// <exception cref="EnvironmentException">Database or blobs cannot be used.</exception>
    public static async Task<EmbeddedRegion> OpenAsync(DemoFolder folder, TimeProvider clock, CancellationToken cancellationToken)
    {
        var path = Path.GetDirectoryName(folder.Database)!;
        try
        {
            return await EmbeddedRegion.OpenAsync(new EmbeddedRegionOptions { Folder = path }, clock, cancellationToken);
        }
        catch (Exception problem) when (problem is StoreUnavailableException or BlobException or InvalidDataException)
        {
            throw new EnvironmentException(
                $"The region's folder '{path}'", problem.Message.TrimEnd('.'), "Mend that and repeat the command with --resume", problem);
        }
    }
}
