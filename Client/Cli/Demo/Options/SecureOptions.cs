using System.CommandLine;
using Tapestry.Client.Cli.Errors;
using Tapestry.Client.Cli.Privacy.Options;

namespace Tapestry.Client.Cli.Demo.Options;

/// <summary><c>--secure</c> and what belongs to it.</summary>
internal sealed class SecureOptions
{
    private const int FewestBits = 4;
    private const int MostBits = 32;

    private readonly Option<bool> secure = new("--secure")
    {
        Description = "Hide every member's update from the region: secure aggregation",
    };

    private readonly Option<int?> bits = NumberOption.Create(
        "--bits", $"With --secure: bits of a coordinate on the wire [default: {SecureSettings.DefaultBits}]", FewestBits, MostBits);

    private readonly Option<double?> drop = RealOption.Create(
        "--drop", "With --secure: share of the members that is killed in every round [default: 0]", "from 0 to below 1",
        share => share is >= 0 and < 1);

    private readonly Option<SiteDpSettings?> siteDp = SiteDpOption.Create();

    public IEnumerable<Option> All => [secure, bits, drop, siteDp];

    /// <summary>The settings, or null without <c>--secure</c>.</summary>
    /// <exception cref="UsageException">An option is given without <c>--secure</c>.</exception>
    public SecureSettings? Read(ParseResult parsed)
    {
        if (parsed.GetValue(secure))
        {
            return parsed.GetResult(siteDp) is not null && parsed.GetResult(bits) is not null
                ? throw new UsageException(
                    "--bits together with --site-dp", "the bits follow from epsilon and delta", "Leave one of the two out")
                : new SecureSettings
                {
                    Bits = parsed.GetValue(bits) ?? SecureSettings.DefaultBits,
                    Drop = parsed.GetValue(drop) ?? 0,
                    SiteDp = parsed.GetValue(siteDp),
                };
        }

        foreach (Option option in (Option[])[bits, drop, siteDp])
        {
            if (parsed.GetResult(option) is not null)
            {
                throw new UsageException(option.Name, "it says how updates are hidden, and --secure is not given", "Add --secure, or leave it out");
            }
        }

        return null;
    }
}
