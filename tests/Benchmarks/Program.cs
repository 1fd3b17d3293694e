using System.CommandLine;
using Spectre.Console;
using Tapestry.Benchmarks.Actors;
using Tapestry.Benchmarks.Fuzzing;
using Tapestry.Benchmarks.Kernels;
using Tapestry.Benchmarks.Quality;
using Tapestry.Benchmarks.Reporting;
using Tapestry.Benchmarks.SecureAggregation;
using Tapestry.Benchmarks.Trainer;

IBenchmarkSuite[] Suites(string filter) => [
    new ActorsSuite(),
    new TrainerSuite(),
    new KernelsSuite(filter),
    new FuzzSuite(),
    new QualitySuite("quality", rounds: null, localSteps: null, goal: 1 / 1.10),
    new QualitySuite("quality-long", rounds: 400, localSteps: 1, goal: 1 / 1.03),
    new EncodingsSuite(),
    new SecureQualitySuite(),
];

var name = new Argument<string>("suite") { Description = "Which suite to run." };
name.AcceptOnlyFromAmong([.. Suites("").Select(suite => suite.Name)]);
var json = new Option<FileInfo?>("--json") { Description = "Also write the rows to this file.", Recursive = true };
var filter = new Option<string>("--filter")
{
    Description = "Of kernels: only those whose names contain this.", DefaultValueFactory = _ => "",
};
var secure = new SecureAggregationCommand();
var secagg = secure.Create();
secagg.SetAction((parsed, cancellationToken) =>
    RunAsync(new SecureAggregationSuite(secure.SettingsOf(parsed)), parsed.GetValue(json), cancellationToken));
var command = new RootCommand("Measures Tapestry against its goals and peers.") { name, json, filter, secagg };
command.SetAction((parsed, cancellationToken) => RunAsync(
    Suites(parsed.GetValue(filter)!).Single(candidate => candidate.Name == parsed.GetValue(name)),
    parsed.GetValue(json), cancellationToken));
return await command.Parse(args).InvokeAsync();

static async Task RunAsync(IBenchmarkSuite suite, FileInfo? json, CancellationToken cancellationToken)
{
    var rows = new List<BenchmarkRow>();
    await foreach (var row in suite.RunAsync(cancellationToken))
    {
        rows.Add(row);
    }

    BenchmarkReport.Print(suite.Name, rows, AnsiConsole.Console);
    if (json is not null)
    {
        await BenchmarkReport.WriteJsonAsync(json.FullName, suite.Name, rows, cancellationToken);
    }
}
