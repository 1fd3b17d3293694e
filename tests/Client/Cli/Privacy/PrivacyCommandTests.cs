using System.Text.Json;
using System.Text.RegularExpressions;
using Tapestry.Client.Cli.Errors;

namespace Tapestry.Client.Tests.Cli.Privacy;

public sealed partial class PrivacyCommandTests
{
    private const string Question = "--mechanism subsampled-gaussian --sampling-rate 0.01 --steps 100 --delta 1e-5";

    [Theory]
    [InlineData("--mechanism gaussian --noise-multiplier 1 --delta 1e-5 --accountant rdp", 4.728507067217623, 5.4)]
    [InlineData("--mechanism gaussian --noise-multiplier 1 --delta 1e-5 --accountant pld", 4.377178095681133, null)]
    [InlineData("--mechanism gaussian --noise-multiplier 10 --steps 1000 --sampling-rate 1 --delta 1e-6", 19.423656474031056, null)]
    [InlineData("--mechanism laplace --noise-multiplier 10 --steps 100 --delta 1e-6 --accountant rdp", 4.984173965049364, 6.4)]
    [InlineData("--mechanism laplace --noise-multiplier 1 --sampling-rate 0.01 --steps 100 --delta 1e-6", 0.38787761294951634, null)]
    [InlineData("--mechanism discrete-gaussian --noise-multiplier 1 --delta 1e-5", 4.430238055279414, null)]
    [InlineData("--mechanism skellam --noise-multiplier 1 --scale 1000 --dimension 1024 --delta 1e-5", 4.755910637712341, 5.0)]
    [InlineData("--mechanism subsampled-gaussian --noise-multiplier 1 --sampling-rate 0 --delta 1e-5", 0.0, null)]
    public async Task Epsilon_agrees_with_the_vectors(string arguments, double epsilon, double? order)
    {
        using var answer = JsonDocument.Parse(await AnswerAsync($"privacy epsilon {arguments} --json"));

        Assert.InRange(answer.RootElement.GetProperty("epsilon").GetDouble(), epsilon * (1 - 2e-5), epsilon * (1 + 1e-3));
        var given = answer.RootElement.GetProperty("order");
        Assert.Equal(order, given.ValueKind == JsonValueKind.Null ? null : given.GetDouble());
    }

    [Theory]
    [InlineData("rdp")]
    [InlineData("pld")]
    public async Task Calibrated_noise_keeps_the_epsilon(string accountant)
    {
        using var noise = JsonDocument.Parse(await AnswerAsync($"privacy calibrate {Question} --epsilon 1 --accountant {accountant} --json"));
        var multiplier = noise.RootElement.GetProperty("noiseMultiplier").GetRawText();
        using var spent = JsonDocument.Parse(
            await AnswerAsync($"privacy epsilon {Question} --noise-multiplier {multiplier} --accountant {accountant} --json"));

        Assert.InRange(spent.RootElement.GetProperty("epsilon").GetDouble(), 0.999, 1);
    }

    [Fact]
    public async Task Without_json_the_answer_is_a_line_to_read()
    {
        Assert.Equal(
            "epsilon 4.728508 at delta 1E-05 (rdp, order 5.4)\n",
            await AnswerAsync("privacy epsilon --mechanism gaussian --noise-multiplier 1 --delta 1e-5 --accountant rdp"));
        Assert.Matches(
            @"^noise multiplier 0\.\d+ for epsilon 8 at delta 1E-05 \(rdp\)\n$",
            await AnswerAsync("privacy calibrate --mechanism skellam --epsilon 8 --delta 1e-5"));
    }

    [Theory]
    [InlineData("above 0", "--noise-multiplier 0 --mechanism gaussian --delta 1e-5")]
    [InlineData("above 0", "--noise-multiplier -1 --mechanism gaussian --delta 1e-5")]
    [InlineData("'NaN'", "--noise-multiplier NaN --mechanism gaussian --delta 1e-5")]
    [InlineData("'Infinity'", "--noise-multiplier Infinity --mechanism gaussian --delta 1e-5")]
    [InlineData("below 1", "--noise-multiplier 1 --mechanism gaussian --delta 1")]
    [InlineData("above 0", "--noise-multiplier 1 --mechanism gaussian --delta 0")]
    [InlineData("'1,5'", "--noise-multiplier 1,5 --mechanism gaussian --delta 1e-5")]
    [InlineData("from 0 to 1", "--noise-multiplier 1 --mechanism subsampled-gaussian --sampling-rate 1.1 --delta 1e-5")]
    [InlineData("from 0 to 1", "--noise-multiplier 1 --mechanism subsampled-gaussian --sampling-rate -0.1 --delta 1e-5")]
    [InlineData("whole number from 1", "--noise-multiplier 1 --mechanism gaussian --steps 0 --delta 1e-5")]
    [InlineData("whole number from 1", "--noise-multiplier 1 --mechanism gaussian --steps 1.5 --delta 1e-5")]
    [InlineData("subsampled-gaussian, laplace", "--noise-multiplier 1 --mechanism cauchy --delta 1e-5")]
    [InlineData("rdp, pld", "--noise-multiplier 1 --mechanism gaussian --accountant gdp --delta 1e-5")]
    [InlineData("--mechanism subsampled-gaussian, or", "--noise-multiplier 1 --mechanism gaussian --sampling-rate 0.5 --delta 1e-5")]
    [InlineData("Give --sampling-rate", "--noise-multiplier 1 --mechanism subsampled-gaussian --delta 1e-5")]
    [InlineData("Give --accountant rdp", "--noise-multiplier 1 --mechanism skellam --accountant pld --delta 1e-5")]
    [InlineData("only skellam", "--noise-multiplier 1 --mechanism gaussian --scale 10 --dimension 4 --delta 1e-5")]
    [InlineData("both or neither", "--noise-multiplier 1 --mechanism skellam --scale 10 --delta 1e-5")]
    [InlineData("'--delta' is required", "--noise-multiplier 1 --mechanism gaussian")]
    [InlineData("'--mechanism' is required", "--noise-multiplier 1 --delta 1e-5")]
    [InlineData("tapestry privacy epsilon --help", "--mechanism gaussian --delta 1e-5")]
    [InlineData("no Rényi order", "--noise-multiplier 1e-200 --mechanism gaussian --delta 1e-5")]
    [InlineData("Use the RDP accountant", "--noise-multiplier 1e9 --mechanism discrete-gaussian --delta 1e-5")]
    public Task A_wrong_question_about_epsilon_is_one_clear_line(string expected, string arguments) =>
        RefusedAsync(expected, $"privacy epsilon {arguments}");

    [Theory]
    [InlineData("above 0", "--epsilon 0 --mechanism gaussian --delta 1e-5")]
    [InlineData("'--epsilon' is required", "--mechanism gaussian --delta 1e-5")]
    [InlineData("any noise will do", "--epsilon 1 --mechanism subsampled-gaussian --sampling-rate 0 --delta 1e-5")]
    [InlineData("--noise-multiplier", "--epsilon 1 --noise-multiplier 1 --mechanism gaussian --delta 1e-5")]
    public Task A_wrong_question_about_noise_is_one_clear_line(string expected, string arguments) =>
        RefusedAsync(expected, $"privacy calibrate {arguments}");

    [Fact]
    public Task Privacy_alone_says_what_there_is() => RefusedAsync("tapestry privacy --help", "privacy");

    [Theory]
    [InlineData("epsilon")]
    [InlineData("calibrate")]
    public async Task The_documentation_lists_every_option(string name)
    {
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs/cli.md"));
        var help = await AnswerAsync($"privacy {name} --help");

        Assert.All(
            OptionInHelp().Matches(help).Select(match => match.Groups[1].Value),
            option => Assert.Matches($@"\| {name}\b[^|]* \| `{option}[ `]|\| both \| `{option}[ `]", page));
    }

    private static async Task<string> AnswerAsync(string arguments)
    {
        var command = new CommandLine(new RecordingRunner());
        var exitCode = await command.RunAsync(arguments.Split(' '));
        Assert.Equal(("", ExitCodes.Success), (command.Errors, exitCode));
        return command.Output;
    }

    private static async Task RefusedAsync(string expected, string arguments)
    {
        var command = new CommandLine(new RecordingRunner());

        Assert.Equal(ExitCodes.Usage, await command.RunAsync(arguments.Split(' ')));
        Assert.Contains(
            expected,
            Assert.Single(command.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^  (--[a-z-]+)", RegexOptions.Multiline)]
    private static partial Regex OptionInHelp();
}
