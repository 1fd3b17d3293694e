using System.Runtime.Versioning;

namespace Tapestry.Client.Tests.Cli.Launcher;

[UnsupportedOSPlatform("windows")]
public sealed class LauncherTests : IDisposable
{
    private readonly LauncherSandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Theory]
    [InlineData("A=12,12,12,0 B=5,4,4,0", "", 0, "16 passed, 0 failed, 1 skipped")]
    [InlineData("A=12,12,11,1 B=5,5,5,0", "A", 1, "16 passed, 1 failed, 0 skipped")]
    [InlineData("A=12,12,12,0 B=5,5,4,1", "", 1, "16 passed, 1 failed, 0 skipped")]
    [InlineData("A=12,12,12,0 B=5,5,5,0", "A", 1, "17 passed, 0 failed, 0 skipped")]
    [InlineData("A=12,12,12,0", "", 1, "12 passed, 0 failed, 0 skipped")]
    [InlineData("", "", 1, "0 passed, 0 failed, 0 skipped")]
    public async Task Test_ends_with_one_line_that_sums_the_projects(
        string counters, string failing, int exitCode, string line)
    {
        var result = await sandbox.RunAsync(["test"], ("COUNTERS", counters), ("FAILING", failing));

        Assert.Equal((exitCode, line), (result.ExitCode, result.LastLine));
        Assert.Equal($"Summary of A\nSummary of B\n{line}\n", result.Output);
    }

    [Theory]
    [InlineData("A=3,3,3,0 B=1,1,1,0", "B.Tests ended abnormally")]
    [InlineData("A=3,3,3,0", "B.Tests ended abnormally")]
    public async Task A_crashed_project_is_named(string counters, string expected)
    {
        var result = await sandbox.RunAsync(["test"], ("COUNTERS", counters), ("FAILING", "B"));

        Assert.Contains(expected, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_that_runs_nothing_is_named()
    {
        var result = await sandbox.RunAsync(["test"], ("COUNTERS", "A=3,3,3,0"));

        Assert.Contains("B.Tests ran no test", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_is_passed_on_and_may_leave_a_project_empty()
    {
        var result = await sandbox.RunAsync(["test", "--filter", "A B"], ("COUNTERS", "B=1,1,1,0"));

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["npm install", "build Tapestry.Orleans.sln", "filter A B", "filter A B"], sandbox.Calls);
    }

    [Fact]
    public async Task A_command_is_built_once_and_run_with_its_arguments_and_exit_code()
    {
        var first = await sandbox.RunAsync(["demo", "--out", "a b"], ("RUN_STATUS", "4"));
        var second = await sandbox.RunAsync(["demo"]);

        Assert.Equal((4, 0), (first.ExitCode, second.ExitCode));
        Assert.Equal(
            ["build Client/Cli/Client.Cli.csproj", "run demo", "run --out", "run a b", "run demo"], sandbox.Calls);
        Assert.Equal("", second.Errors);
    }

    [Fact]
    public async Task Sources_that_were_edited_added_or_removed_are_built_again()
    {
        await sandbox.RunAsync(["demo"]);
        await File.WriteAllTextAsync(sandbox.PathOf("Program.cs"), "return 12345;");
        await sandbox.RunAsync(["demo"]);
        await File.WriteAllTextAsync(sandbox.PathOf("Added.cs"), "");
        await sandbox.RunAsync(["demo"]);
        File.Delete(sandbox.PathOf("Added.cs"));
        await sandbox.RunAsync(["demo"]);
        await File.WriteAllTextAsync(sandbox.PathOf("kernel.cl"), "");
        await sandbox.RunAsync(["demo"]);
        await File.WriteAllTextAsync(sandbox.PathOf("notes.md"), "no source");
        await sandbox.RunAsync(["demo"]);

        Assert.Equal(5, sandbox.Calls.Count(call => call.StartsWith("build", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Bench_builds_the_benchmarks()
    {
        await sandbox.RunAsync(["bench", "actors", "--json", "x.json"]);

        Assert.Equal(
            ["build tests/Benchmarks/Benchmarks.csproj", "run actors", "run --json", "run x.json"], sandbox.Calls);
    }

    [Fact]
    public async Task A_failed_build_shows_its_log_and_is_tried_again()
    {
        var failed = await sandbox.RunAsync(["demo"], ("BUILD_STATUS", "1"));
        var mended = await sandbox.RunAsync(["demo"]);

        Assert.Equal((3, 0), (failed.ExitCode, mended.ExitCode));
        Assert.Contains("error CS1002", failed.Errors, StringComparison.Ordinal);
        Assert.Contains("The whole log", failed.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_packages_are_installed_and_no_others()
    {
        var result = await sandbox.RunAsync(["demo"], ("MISSING", "make libtorch-dev"));

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            ["apt-get update -q", "apt-get install -q -y --no-install-recommends make libtorch-dev"], sandbox.Calls.Take(2));
    }

    [Theory]
    [InlineData("test", true)]
    [InlineData("bench", true)]
    [InlineData("demo", false)]
    public async Task OpenCl_and_PostgreSQL_are_installed_for_tests_and_benchmarks_alone(string verb, bool installed)
    {
        const string Packages = "pocl-opencl-icd ocl-icd-libopencl1 postgresql-15";
        await sandbox.RunAsync([verb], ("MISSING", Packages), ("COUNTERS", "A=1,1,1,0 B=1,1,1,0"));

        const string Install = $"apt-get install -q -y --no-install-recommends {Packages}";
        Assert.Equal(installed, sandbox.Calls.Contains(Install));
    }

    [Fact]
    public async Task Azurite_is_installed_for_tests_alone_once_and_again_for_another_version()
    {
        await sandbox.RunAsync(["demo"]);
        var failed = await sandbox.RunAsync(["test"], ("NPM_STATUS", "1"));
        await sandbox.RunAsync(["test"]);
        await sandbox.RunAsync(["test"]);
        Assert.Equal(3, failed.ExitCode);
        Assert.Contains("Make npm reach its registry", failed.Errors, StringComparison.Ordinal);
        Assert.Equal(2, sandbox.Calls.Count(call => call == "npm install"));

        await File.WriteAllTextAsync(sandbox.PathOf("tests/Testing/Azurite/package.json"), "{ }");
        await sandbox.RunAsync(["test"]);

        Assert.Equal(3, sandbox.Calls.Count(call => call == "npm install"));
    }

    [Fact]
    public async Task Another_libtorch_spares_the_package()
    {
        await sandbox.RunAsync(["demo"], ("MISSING", "libtorch-dev"), ("LIBTORCH", "elsewhere"));

        Assert.DoesNotContain(sandbox.Calls, call => call.StartsWith("apt-get", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failed_installation_names_the_packages()
    {
        var result = await sandbox.RunAsync(["demo"], ("MISSING", "g++"), ("APT_STATUS", "100"));

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("Install them by hand: apt-get install g++", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_sdk_is_named()
    {
        var result = await sandbox.RunAsync(["demo"], ("NO_SDK", "1"));

        Assert.Equal(3, result.ExitCode);
        Assert.Contains(".NET SDK 10.0", Assert.Single(result.Errors.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_command_it_says_what_there_is()
    {
        var result = await sandbox.RunAsync([]);

        Assert.Contains("./tapestry demo", result.Output, StringComparison.Ordinal);
        Assert.Empty(sandbox.Calls);
    }
}
