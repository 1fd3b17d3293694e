using System.CommandLine;
using System.Globalization;

namespace Tapestry.Benchmarks.SecureAggregation;

/// <summary><c>secagg --sites N --params D --drop P</c>: one point; without any of the three the table on record.</summary>
internal sealed class SecureAggregationCommand
{
    private const int DefaultSites = 16;
    private const int DefaultParameters = 1_000_000;

    private readonly Option<int?> _sites = Ranged("--sites", "Sites of the cohort, 3 to 256.", 3, 256);
    private readonly Option<int?> _parameters = Ranged("--params", "Parameters of the model, 1,000 to 100 million.", 1_000, 100_000_000);
    private readonly Option<double?> _drop = Ranged("--drop", "Share of the sites whose input never arrives, 0 to 0.33.", 0, 0.33);

    /// <summary>The command; its action is the host's to set.</summary>
    public Command Create() =>
        new("secagg", "Measures a secure round: all of a site's work and all of the server's.") { _sites, _parameters, _drop };

    public SecureAggregationSettings SettingsOf(ParseResult parsed)
    {
        var (sites, parameters, drop) = (parsed.GetValue(_sites), parsed.GetValue(_parameters), parsed.GetValue(_drop));
        return sites is null && parameters is null && drop is null
            ? SecureAggregationSettings.Table
            : new SecureAggregationSettings
            {
                Sites = [sites ?? DefaultSites],
                Parameters = [parameters ?? DefaultParameters],
                Dropouts = drop is > 0 ? [0, drop.Value] : [0],
            };
    }

    private static Option<T?> Ranged<T>(string name, string description, T least, T most)
        where T : struct, IComparable<T>, IFormattable
    {
        var option = new Option<T?>(name) { Description = description };
        option.Validators.Add(result =>
        {
            if (result.GetValue(option) is { } value && (value.CompareTo(least) < 0 || value.CompareTo(most) > 0))
            {
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; give {least} to {most}."));
            }
        });
        return option;
    }
}
