using System.CommandLine;
using Tapestry.Client.Cli.Demo.Options;
using Tapestry.Client.Cli.Privacy.Options;

namespace Tapestry.Client.Cli.Privacy;

/// <summary>The options that every privacy command shares.</summary>
internal sealed class ReleaseOptions
{
    private const long MostSteps = 1_000_000_000_000;
    private const long MostDimensions = 1L << 50;

    private readonly Option<MechanismKind?> mechanism = NameOption.Create<MechanismKind>(
        "--mechanism", "What is released");
    private readonly Option<double?> samplingRate = RealOption.Create(
        "--sampling-rate", "Share of the data in each step, drawn by independent coins [default: 1]", "from 0 to 1",
        rate => rate is >= 0 and <= 1);
    private readonly Option<long?> steps = NumberOption.Create("--steps", "How often it is released [default: 1]", 1, MostSteps);
    private readonly Option<double?> delta = RealOption.Create(
        "--delta", "Probability with which epsilon may fail", "above 0 and below 1", delta => delta is > 0 and < 1);
    private readonly Option<AccountantKind?> accountant = NameOption.Create<AccountantKind>(
        "--accountant", "How it is computed [default: pld; rdp for skellam]");
    private readonly Option<double?> scale = RealOption.Create(
        "--scale", "skellam: whole-number steps per clip norm", "above 0", scale => scale > 0);
    private readonly Option<long?> dimension = NumberOption.Create(
        "--dimension", "skellam: coordinates that are rounded, padding included", 1, MostDimensions);
    private readonly Option<bool> json = new("--json") { Description = "Print JSON" };

    public ReleaseOptions()
    {
        mechanism.Required = true;
        delta.Required = true;
    }

    public IEnumerable<Option> All => [mechanism, samplingRate, steps, delta, accountant, scale, dimension, json];

    public bool Json(ParseResult parsed) => parsed.GetValue(json);

    public ReleaseSettings Read(ParseResult parsed) => new ReleaseSettings
    {
        Mechanism = parsed.GetValue(mechanism)!.Value,
        SamplingRate = parsed.GetValue(samplingRate),
        Steps = parsed.GetValue(steps) ?? 1,
        Delta = parsed.GetValue(delta)!.Value,
        Accountant = parsed.GetValue(accountant),
        Scale = parsed.GetValue(scale),
        Dimension = parsed.GetValue(dimension),
    }.Checked();
}
