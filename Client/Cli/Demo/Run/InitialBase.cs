using System.Runtime.InteropServices;
using System.Text;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Training.Models;

namespace Tapestry.Client.Cli.Demo.Run;

/// <summary>Draws the starting base from the seed, cuts it into shards and stores them.</summary>
internal static class InitialBase
{
    public static float[] Draw(ModelConfig config, ulong seed)
    {
        using var model = new LanguageModel(config);
        model.Initialize(seed);
        return model.Parameters.ToArray();
    }

    public static async Task<BaseManifest> StoreAsync(
        ReadOnlyMemory<float> parameters, int shardLength, Func<ReadOnlyMemory<byte>, CancellationToken, Task<Sha256Digest>> store,
        CancellationToken cancellationToken)
    {
        var shards = new List<ShardVersion>();
        for (var offset = 0; offset < parameters.Length; offset += shardLength)
        {
            var slice = parameters.Slice(offset, Math.Min(shardLength, parameters.Length - offset));
            var blob = await store(MemoryMarshal.AsBytes(slice.Span).ToArray(), cancellationToken);
            shards.Add(new ShardVersion(shards.Count, slice.Length, blob));
        }

        return new BaseManifest(shards);
    }

    public static Task<Sha256Digest> StoreConfigAsync(
        ModelConfig config, Func<ReadOnlyMemory<byte>, CancellationToken, Task<Sha256Digest>> store, CancellationToken cancellationToken) =>
        store(Encoding.UTF8.GetBytes(ModelConfigFile.Format(config)), cancellationToken);
}
