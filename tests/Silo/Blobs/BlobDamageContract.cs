using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Blobs;

namespace Tapestry.Silo.Tests.Blobs;

/// <summary>Damage is found whenever content is read, is named, and can be healed by another put.</summary>
public abstract class BlobDamageContract(IBlobStoreFixture fixture) : BlobContractBase(fixture)
{
    public static TheoryData<string> Damages => [.. Changes.Keys];

    private static readonly Dictionary<string, Func<byte[], byte[]>> Changes = new()
    {
        ["first bit"] = content => Flip(content, 0),
        ["last bit"] = content => Flip(content, (8 * content.Length) - 1),
        ["cut short"] = content => content[..^1],
        ["emptied"] = _ => [],
        ["one byte more"] = content => [.. content, 0],
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_damaged_blob_is_named_set_aside_and_healed_by_a_put(string damage)
    {
        var store = await OpenAsync();
        var content = Content(200_000, seed: 1);
        var blob = await store.PutAsync(content, None);
        await Fixture.DamageAsync(blob, Changes[damage]);

        var error = await Assert.ThrowsAsync<CorruptBlobException>(() => store.ReadAsync(blob, None));

        Assert.Equal((blob, Sha256Digest.Of(Changes[damage](content))), (error.Blob, error.Actual));
        Assert.False(await store.ExistsAsync(blob, None));
        await Assert.ThrowsAsync<MissingBlobException>(() => store.ReadAsync(blob, None));
        await store.PutAsync(content, None);
        Assert.Equal(content, (await store.ReadAsync(blob, None)).ToArray());
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_stream_never_delivers_the_end_of_damaged_content(string damage)
    {
        var store = await OpenAsync();
        var blob = await store.PutAsync(Content(200_000, seed: 2), None);
        await Fixture.DamageAsync(blob, Changes[damage]);
        await using var stream = await store.OpenReadAsync(blob, None);
        var copy = new MemoryStream();

        await Assert.ThrowsAsync<CorruptBlobException>(() => stream.CopyToAsync(copy));

        Assert.True(stream.Length == 0 || copy.Length < stream.Length);
        Assert.False(await store.ExistsAsync(blob, None));
    }

    private static byte[] Flip(byte[] content, int bit)
    {
        var changed = content.ToArray();
        changed[bit / 8] ^= (byte)(1 << (bit % 8));
        return changed;
    }
}
