using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Http;
using Tapestry.Testing;

namespace Tapestry.Silo.Tests.Http;

public sealed class WaitingUploadsTests
{
    private readonly ManualTimeProvider clock = new();
    private readonly WaitingUploads waiting;

    public WaitingUploadsTests() => waiting = new WaitingUploads(limitBytes: 10, clock);

    [Fact]
    public void What_is_kept_is_found_until_it_is_forgotten()
    {
        Assert.True(Keep(1, length: 10));
        Assert.Equal(10, waiting.Find(Digest(1))!.Value.Length);

        Assert.True(waiting.Forget(Digest(1)));

        Assert.Null(waiting.Find(Digest(1)));
        Assert.False(waiting.Forget(Digest(1)));
        Assert.True(Keep(2, length: 10));
    }

    [Fact]
    public void What_has_no_room_is_not_kept()
    {
        Assert.True(Keep(1, length: 6));

        Assert.False(Keep(2, length: 5));

        Assert.Null(waiting.Find(Digest(2)));
        Assert.NotNull(waiting.Find(Digest(1)));
        Assert.True(Keep(3, length: 4));
    }

    [Fact]
    public void The_same_upload_again_takes_its_own_place()
    {
        Assert.True(Keep(1, length: 10));

        Assert.True(Keep(1, length: 10));
    }

    [Fact]
    public void What_waited_too_long_gives_way_and_not_before()
    {
        Keep(1, length: 10);
        clock.Advance(WaitingUploads.LongestWait - TimeSpan.FromTicks(1));
        Assert.False(Keep(2, length: 1));

        clock.Advance(TimeSpan.FromTicks(1));

        Assert.True(Keep(2, length: 1));
        Assert.Null(waiting.Find(Digest(1)));
    }

    private static Sha256Digest Digest(byte name) => Sha256Digest.Of([name]);

    private bool Keep(byte name, int length) => waiting.TryKeep(Digest(name), new byte[length]);
}
