using System.Runtime.Versioning;
using Tapestry.Client.Site.SecureRounds;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Testing;

namespace Tapestry.Client.Tests.Site.SecureRounds;

[UnsupportedOSPlatform("windows")]
public sealed class HandshakeStoreTests : IDisposable
{
    private static readonly RunId Run = new("run");
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_state_and_frames_come_back_after_a_restart()
    {
        var store = Open();
        store.SaveState(new RoundId(Run, 3), new byte[] { 1 });
        store.SaveFrame(new RoundId(Run, 3), 2, new byte[] { 7, 8 });
        store.SaveState(new RoundId(Run, 3), new byte[] { 2 });

        Assert.Equal([2], Open().TryLoadState(new RoundId(Run, 3)));
        Assert.Equal([7, 8], Open().LoadFrame(new RoundId(Run, 3), 2).ToArray());
        Assert.Null(Open().TryLoadState(new RoundId(Run, 2)));
    }

    [Fact]
    public void The_latest_round_and_the_one_before_stay_and_other_runs_are_left_alone()
    {
        var store = Open();
        store.SaveState(new RoundId(new RunId("run-b"), 9), new byte[] { 9 });
        foreach (var number in Enumerable.Range(1, 4))
        {
            store.SaveState(new RoundId(Run, number), new byte[] { (byte)number });
        }

        Assert.Equal(4, Open().LatestRound(Run));
        Assert.Equal(9, Open().LatestRound(new RunId("run-b")));
        Assert.Equal(0, Open().LatestRound(new RunId("other")));
        Assert.Equal([false, false, true, true], Enumerable.Range(1, 4).Select(number => Open().TryLoadState(new RoundId(Run, number)) is not null));
    }

    [Fact]
    public void Only_the_owner_may_read_it()
    {
        Open().SaveState(new RoundId(Run, 1), new byte[] { 1 });

        Assert.All(
            Directory.EnumerateDirectories(folder.Path, "*", SearchOption.AllDirectories),
            path => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path)));
    }

    [Fact]
    public void An_identity_key_stays_the_same_and_is_the_owners_alone()
    {
        var path = folder.File("identity.pem");
        using var first = IdentityFile.LoadOrCreate(path);
        using var again = IdentityFile.LoadOrCreate(path);

        Assert.Equal(first.PublicKey, again.PublicKey);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    public void A_damaged_key_is_an_error_and_not_replaced(string content)
    {
        File.WriteAllText(folder.File("identity.pem"), content);

        Assert.Throws<InvalidDataException>(() => IdentityFile.LoadOrCreate(folder.File("identity.pem")));
        Assert.Equal(content, File.ReadAllText(folder.File("identity.pem")));
    }

    private HandshakeStore Open() => new(folder.File("secure"));
}
