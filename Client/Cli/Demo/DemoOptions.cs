using System.CommandLine;
using Tapestry.Client.Cli.Demo.Options;
using Tapestry.Client.Cli.Errors;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Client.Cli.Demo;

/// <summary>The options of <c>tapestry demo</c>, and how they become <see cref="DemoSettings"/>.</summary>
internal sealed class DemoOptions
{
    private const int MaximumRounds = 100_000;
    private const int MaximumSteps = 1_000_000;

    private readonly Option<IReadOnlyList<Language>?> languages = LanguagesOption.Create();
    private readonly Option<string?> data = new("--data")
    {
        Description = "A folder with one folder of UTF-8 text files a site, instead of the .NET SDK's strings",
        HelpName = "DIR",
    };
    private readonly Option<int?> rounds = NumberOption.Create(
        "--rounds", "Rounds of the consortium [default: the model's]", 1, MaximumRounds);
    private readonly Option<int?> localSteps = NumberOption.Create(
        "--local-steps", "Inner steps of every round [default: 1]", 1, MaximumSteps);
    private readonly Option<int?> privateSteps = NumberOption.Create(
        "--private-steps", "Steps of each Sovereign Model's private training [default: the model's]", 1, MaximumSteps);
    private readonly Option<ModelChoice?> model = ModelOption.Create();
    private readonly Option<ulong?> seed = NumberOption.Create(
        "--seed", "The same seed gives the same models on the same machine [default: 1]", 0UL, ulong.MaxValue);
    private readonly Option<string?> outFolder = new("--out")
    {
        Description = $"Where report, models, database and blobs go [default: ./{DemoSettings.DefaultOutFolder}]",
        HelpName = "DIR",
    };
    private readonly Option<bool> resume = new("--resume") { Description = "Go on with the run in the --out folder" };
    private readonly Option<bool> baselines = new("--baselines")
    {
        Description = "Also train every member alone and one pooled model, for comparison",
    };
    private readonly Option<bool> quiet = new("--quiet") { Description = "Print only the final table" };
    private readonly Option<EncodingKind?> encoding = ChoiceOption.Create(
        "--encoding", "How updates travel", EncodingKind.Bf16);
    private readonly Option<WeightRule?> weights = ChoiceOption.Create(
        "--weights", "What a member's share in a merge is proportional to", WeightRule.Tokens);

    private readonly Option<string?> device = DeviceOption.Create();

    private readonly SecureOptions secure = new();

    public IEnumerable<Option> All =>
    [
        languages, data, rounds, localSteps, privateSteps, model, seed, outFolder, resume, baselines, quiet, encoding,
        weights, device, .. secure.All,
    ];

    public DemoSettings Read(ParseResult parsed)
    {
        var folder = ReadDataFolder(parsed);
        IReadOnlyList<Language> chosen = folder is null ? parsed.GetValue(languages) ?? LanguagesOption.Default : [];
        return new DemoSettings
        {
            Languages = chosen,
            DataFolder = folder,
            Sites = folder is null ? [.. chosen.Select(language => language.Code)] : DataFolderSites.List(folder),
            Rounds = parsed.GetValue(rounds),
            LocalSteps = parsed.GetValue(localSteps),
            PrivateSteps = parsed.GetValue(privateSteps),
            Model = parsed.GetValue(model) ?? ModelChoice.Micro,
            Seed = parsed.GetValue(seed) ?? 1,
            OutFolder = FullPath("--out", parsed.GetValue(outFolder) ?? DemoSettings.DefaultOutFolder),
            Resume = parsed.GetValue(resume),
            Baselines = parsed.GetValue(baselines),
            Quiet = parsed.GetValue(quiet),
            Encoding = parsed.GetValue(encoding) ?? EncodingKind.Bf16,
            Weights = parsed.GetValue(weights) ?? WeightRule.Tokens,
            Device = DeviceOption.Resolve(parsed.GetValue(device)),
            Secure = ReadSecure(parsed),
        };
    }

    private SecureSettings? ReadSecure(ParseResult parsed)
    {
        var settings = secure.Read(parsed);
        if (settings is not null && parsed.GetResult(encoding) is not null)
        {
            throw new UsageException(
                "--encoding together with --secure", "masked updates have an encoding of their own", "Use --bits, or leave one of the two out");
        }

        return settings?.SiteDp is not null && parsed.GetValue(weights) == WeightRule.Quality
            ? throw new UsageException(
                "--weights quality together with --site-dp", "held-out scores would leave without noise", "Use tokens or equal")
            : settings;
    }

    private string? ReadDataFolder(ParseResult parsed)
    {
        if (parsed.GetValue(data) is not { } folder)
        {
            return null;
        }

        return parsed.GetResult(languages) is not null
            ? throw new UsageException(
                "--data together with --languages",
                "the data folder's subfolders already name the members",
                "Leave one of the two out")
            : FullPath("--data", folder);
    }

    private static string FullPath(string option, string path) => string.IsNullOrWhiteSpace(path) || path.Contains('\0')
        ? throw new UsageException($"{option} '{path}'", "that is not a path", "Name a folder")
        : Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
}
