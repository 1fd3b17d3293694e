using System.CommandLine;
using Tapestry.Benchmarks.Actors;
using Tapestry.Benchmarks.Fuzzing;
using Tapestry.Benchmarks.Kernels;
using Tapestry.Benchmarks.Load;
using Tapestry.Benchmarks.Quality;
using Tapestry.Benchmarks.Reporting;
using Tapestry.Benchmarks.SecureAggregation;
using Tapestry.Benchmarks.Trainer;
using Tapestry.Client.Cli.Demo.Options;
using Tapestry.Client.Cli.Output;
using Tapestry.Training.Models;

IBenchmarkSuite[] Suites(string filter, ComputeDevice device) => [
    new ActorsSuite(),
    new LoadSuite(filter),
    new TrainerSuite(device),
    new KernelsSuite(filter),
    new FuzzSuite(),
    new QualitySuite("quality", rounds: null, localSteps: null, goal: 1 / 1.10),
    new QualitySuite("quality-long", rounds: 400, localSteps: 1, goal: 1 / 1.03),
    new EncodingsSuite(),
    new SecureQualitySuite(),
];

var name = new Argument<string>("suite") { Description = "Which suite to run." };
name.AcceptOnlyFromAmong([.. Suites("", ComputeDevice.Processor).Select(suite => suite.Name)]);
var json = new Option<FileInfo?>("--json") { Description = "Also write the rows to this file.", Recursive = true };
var filter = new Option<string>("--filter")
{
    Description = "Of kernels and load: only those whose names contain this, such as OpenCL.", DefaultValueFactory = _ => "",
};
var device = DeviceOption.Create();
device.Description = "Of trainer: where both sides compute.";
var secure = new SecureAggregationCommand();
var secagg = secure.Create();
secagg.SetAction((parsed, cancellationToken) =>
    RunAsync(new SecureAggregationSuite(secure.SettingsOf(parsed)), parsed.GetValue(json), cancellationToken));
var command = new RootCommand("Measures Tapestry against its goals and peers.") { name, json, filter, device, secagg };
command.SetAction((parsed, cancellationToken) => RunAsync(
    Suites(parsed.GetValue(filter)!, DeviceOption.Resolve(parsed.GetValue(device)))
        .Single(candidate => candidate.Name == parsed.GetValue(name)),
    parsed.GetValue(json), cancellationToken));
return await command.Parse(args).InvokeAsync();

static async Task RunAsync(IBenchmarkSuite suite, FileInfo? json, CancellationToken cancellationToken)
{
    var rows = new List<BenchmarkRow>();
    await foreach (var row in suite.RunAsync(cancellationToken))
    {
        rows.Add(row);
    }

    BenchmarkReport.Print(suite.Name, rows, PlainConsole.Create());
    if (json is not null)
    {
        await BenchmarkReport.WriteJsonAsync(json.FullName, suite.Name, rows, cancellationToken);
    }
}
