using Tapestry.Client.Sdk.Models;
using Tapestry.Client.Tests.Site.Fixtures;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Client.Tests.Sdk.Models;

public sealed class BaseDownloadTests : IBlobSource
{
    private readonly Dictionary<Sha256Digest, byte[]> blobs = [];
    private readonly List<Sha256Digest> fetched = [];

    [Fact]
    public async Task Only_shards_that_changed_are_fetched()
    {
        var download = new BaseDownload(this);
        var parameters = TinyRun.Start(1);
        var first = TinyRun.Manifest(parameters, blobs);
        Assert.Equal(parameters, (await download.GetAsync(first, default)).ToArray());

        parameters[^1] = 9;
        var second = TinyRun.Manifest(parameters, blobs);
        Assert.Equal(parameters, (await download.GetAsync(second, default)).ToArray());
        await download.GetAsync(second, default);

        Assert.Equal([.. first.Shards.Select(shard => shard.Parameters), second.Shards[2].Parameters], fetched);
        Assert.Equal(4L * (TinyRun.Parameters + second.Shards[2].Length), download.BytesFetched);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task A_damaged_shard_is_refused_by_name_and_fetched_again_next_time(int lengthened)
    {
        var download = new BaseDownload(this);
        var parameters = TinyRun.Start(1);
        var manifest = TinyRun.Manifest(parameters, blobs);
        var victim = manifest.Shards[1].Parameters;
        var sound = blobs[victim];
        blobs[victim] = [.. sound];
        blobs[victim][0] ^= 1;
        blobs[victim] = [.. blobs[victim].Concat(new byte[1]).Take(sound.Length + lengthened)];

        var refused = await Assert.ThrowsAsync<DamagedShardException>(() => download.GetAsync(manifest, default));
        blobs[victim] = sound;

        Assert.Contains(victim.Value, refused.Message, StringComparison.Ordinal);
        Assert.Equal(parameters, (await download.GetAsync(manifest, default)).ToArray());
    }

    [Fact]
    public async Task A_model_of_another_size_starts_afresh()
    {
        var download = new BaseDownload(this);
        await download.GetAsync(TinyRun.Manifest(TinyRun.Start(1), blobs), default);
        var other = TinyRun.Values(2, 10);

        Assert.Equal(other, (await download.GetAsync(TinyRun.Manifest(other, blobs), default)).ToArray());
    }

    public Task<ReadOnlyMemory<byte>> FetchAsync(Sha256Digest blob, CancellationToken cancellationToken)
    {
        fetched.Add(blob);
        return Task.FromResult<ReadOnlyMemory<byte>>(blobs[blob]);
    }
}
