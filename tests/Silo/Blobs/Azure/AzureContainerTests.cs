using Tapestry.Silo.Blobs.Azure;

namespace Tapestry.Silo.Tests.Blobs.Azure;

public sealed class AzureContainerTests
{
    private const string Secret = "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2U=";

    public static TheoryData<string, string> Faults => new()
    {
        { "", "neither an account's connection string nor a URL" },
        { $"AccountKey={Secret}", "neither an account's connection string nor a URL" },
        { $"AccountName=a;AccountKey=not base64 {Secret}", "neither an account's connection string nor a URL" },
        { "https://a.blob.core.windows.net/here", "carries no shared access signature" },
        { $"https://a.blob.core.windows.net/there?sv=2023-01-03&sig={Secret}", "'there/', not of container 'here'" },
        { $"https://a.blob.core.windows.net/here/blob?sv=2023-01-03&sig={Secret}", "'here/blob', not of container 'here'" },
        { $"http://a.blob.core.windows.net/here?sv=2023-01-03&sig={Secret}", "use https" },
        { "https://", "a URL that is none" },
    };

    [Theory]
    [InlineData($"AccountName=a;AccountKey={Secret};EndpointSuffix=core.windows.net")]
    [InlineData($"https://a.blob.core.windows.net/here?sv=2023-01-03&sig={Secret}")]
    [InlineData($" https://a.blob.core.windows.net/?sv=2023-01-03&sig={Secret}\n")]
    public void Its_text_names_the_container_and_no_secret(string access) =>
        Assert.Equal("https://a.blob.core.windows.net/here", AzureContainer.Parse(access, "here").ToString());

    [Theory]
    [MemberData(nameof(Faults))]
    public void What_opens_nothing_is_refused_without_repeating_it(string access, string told)
    {
        var refused = Assert.Throws<InvalidDataException>(() => AzureContainer.Parse(access, "here"));

        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, refused.ToString(), StringComparison.Ordinal);
    }
}
