using Tapestry.Silo.Events;
using Tapestry.Testing;

namespace Tapestry.Silo.Tests.Events;

public sealed class EventBookmarkTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Path => folder.File("marks/bookmark.json");

    [Fact]
    public void The_format_is_pinned()
    {
        new EventBookmark(Path).Save(new EventPlace(42, ["run/b", "run/a"]));

        Assert.Equal("""{"version":1,"position":42,"streams":["run/a","run/b"]}""", File.ReadAllText(Path));
    }

    [Fact]
    public void A_place_is_read_back()
    {
        new EventBookmark(Path).Save(new EventPlace(42, ["run/a"]));

        var place = new EventBookmark(Path).Load();

        Assert.Equal(42, place.Position);
        Assert.Equal(["run/a"], place.Streams);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"version":2,"position":42,"streams":[]}""")]
    [InlineData("""{"version":1,"position":-1,"streams":[]}""")]
    [InlineData("""{"version":1,"position":42}""")]
    public void What_cannot_be_read_means_the_beginning(string? content)
    {
        if (content is not null)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            File.WriteAllText(Path, content);
        }

        Assert.Equal(EventPlace.Beginning, new EventBookmark(Path).Load());
    }

    public void Dispose() => folder.Dispose();
}
