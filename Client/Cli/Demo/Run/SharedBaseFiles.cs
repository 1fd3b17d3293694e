using Tapestry.Client.Cli.Demo.Folder;
using Tapestry.Client.Sdk.Models;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Silo.Blobs;
using Tapestry.Training.Checkpoints;
using Tapestry.Training.Models;

namespace Tapestry.Client.Cli.Demo.Run;

/// <summary>The final Shared Base as files that other tools open.</summary>
internal static class SharedBaseFiles
{
    public static async Task<float[]> WriteAsync(
        BaseManifest manifest, ModelConfig model, DemoFolder folder, IBlobStore blobs, CancellationToken cancellationToken)
    {
        var parameters = await new BaseDownload(new Blobs(blobs)).GetAsync(manifest, cancellationToken);
        ModelCheckpoint.Save(folder.SharedBase, model, parameters.Span);
        return parameters.ToArray();
    }

    private sealed class Blobs(IBlobStore store) : IBlobSource
    {
        public Task<ReadOnlyMemory<byte>> FetchAsync(Sha256Digest blob, CancellationToken cancellationToken) =>
            store.ReadAsync(blob, cancellationToken);
    }
}
