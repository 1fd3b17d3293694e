namespace Tapestry.Architecture.Tests;

public sealed class DocumentTests
{
    private const string Planted =
        "See [gone](docs/gone.md#part), [web](https://example.org/x), [here](#part), `Client/Gone`, `tapestry-out/x`, `a b/c`.\n"
        + "## Layout\n\n```text\nGone/   nothing\n```\n";

    private static IEnumerable<string> Pages => RepositoryFiles.WithExtension(".md");

    [Fact]
    public void Planted_dead_links_and_paths_are_caught()
    {
        Assert.Equal(["docs/gone.md"], DocumentLinks.Links(Planted));
        Assert.Equal(["Client/Gone", "Gone/"], DocumentLinks.NamedPaths(Planted));
        Assert.False(DocumentLinks.Exists("README.md", "docs/gone.md"));
        Assert.True(DocumentLinks.Exists("docs/glossary.md", "../README.md"));
    }

    [Fact]
    public void Every_path_that_the_readme_names_exists()
    {
        var named = DocumentLinks.NamedPaths(RepositoryFiles.Read("README.md"));

        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, path => !DocumentLinks.Exists("README.md", path));
    }

    [Fact]
    public void Every_relative_link_leads_somewhere() => Assert.Empty(
        from page in Pages
        from link in DocumentLinks.Links(RepositoryFiles.Read(page))
        where !DocumentLinks.Exists(page, link)
        select $"{page} links to {link}");

    [Fact]
    public void Every_decision_is_linked()
    {
        var linked = DocumentLinks.Links(RepositoryFiles.Read("README.md"))
            .Concat(DocumentLinks.Links(RepositoryFiles.Read("docs/decisions/README.md")).Select(link => "docs/decisions/" + link));

        Assert.Empty(Unlinked(
            Pages.Where(page => page.StartsWith("docs/decisions/", StringComparison.Ordinal)), [.. linked]));
    }

    [Fact]
    public void A_planted_decision_without_a_link_is_caught() => Assert.Equal(
        ["docs/decisions/b.md"],
        Unlinked(
            ["docs/decisions/README.md", "docs/decisions/a.md", "docs/decisions/b.md"],
            ["docs/decisions/README.md", "docs/decisions/a.md"]));

    private static IEnumerable<string> Unlinked(IEnumerable<string> decisions, IReadOnlyCollection<string> linked) =>
        decisions.Where(page => !linked.Contains(page));
}
