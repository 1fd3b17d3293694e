using Tapestry.Client.Cli.Demo.Progress;

namespace Tapestry.Client.Tests.Cli.Demo.Progress;

public sealed class ProgressTextTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1_000, "1.0 kB")]
    [InlineData(2_500_000, "2.5 MB")]
    [InlineData(12_340_000_000, "12.34 GB")]
    public void Bytes_are_decimal(long bytes, string expected) => Assert.Equal(expected, ProgressText.Bytes(bytes));

    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(59.9, "59.9 s")]
    [InlineData(61, "1:01 min")]
    [InlineData(7265, "2:01 h")]
    public void Durations_have_the_unit_that_fits(double seconds, string expected) =>
        Assert.Equal(expected, ProgressText.Duration(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void What_is_not_a_number_says_so() => Assert.Equal("n/a", ProgressText.Number(double.NaN, "0.0"));
}
