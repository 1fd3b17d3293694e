namespace Tapestry.Actors.Tests.Jobs;

public sealed class JobStateTests
{
    [Fact]
    public void Persisted_numbers_never_change() => Assert.Equal(
        ["Queued 0", "Leased 1", "Done 2", "Dead 3"],
        Enum.GetValues<JobState>().Select(state => $"{state} {(int)state}"));
}
