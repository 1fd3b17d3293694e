using System.Globalization;
using System.Text.Json.Serialization;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Training.Models;

namespace Tapestry.Client.Cli.Demo.Folder;

/// <summary>What makes a run this run: two commands that agree on all of it train the same models.</summary>
/// <remarks>Baselines, quiet and the folder's own path do not belong to it: they may change on <c>--resume</c>.</remarks>
internal sealed record DemoManifest
{
    public const int CurrentVersion = 1;

    public required int Version { get; init; }

    public required ulong Seed { get; init; }

    public required IReadOnlyList<string> Sites { get; init; }

    public string? DataFolder { get; init; }

    public required string Model { get; init; }

    public int? Rounds { get; init; }

    public int? LocalSteps { get; init; }

    public int? PrivateSteps { get; init; }

    public required EncodingKind Encoding { get; init; }

    public required WeightRule Weights { get; init; }

    /// <summary>Null for the processor.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Device { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SecureSettings? Secure { get; init; }

    public static DemoManifest Of(DemoSettings settings) => new()
    {
        Version = CurrentVersion,
        Seed = settings.Seed,
        Sites = settings.Sites,
        DataFolder = settings.DataFolder,
        Model = settings.Model.Name,
        Rounds = settings.Rounds,
        LocalSteps = settings.LocalSteps,
        PrivateSteps = settings.PrivateSteps,
        Encoding = settings.Encoding,
        Weights = settings.Weights,
        Device = settings.Device == ComputeDevice.Processor ? null : settings.Device.ToString(),
        Secure = settings.Secure,
    };

    /// <summary>Names the first setting in which <paramref name="found"/> differs, with both values; null when none does.</summary>
    public string? FirstDifference(DemoManifest found) => Named()
        .Zip(found.Named(), (mine, theirs) => (mine.Option, Mine: mine.Value, Theirs: theirs.Value))
        .Where(pair => pair.Mine != pair.Theirs)
        .Select(pair => $"{pair.Option} was {pair.Theirs} and is now {pair.Mine}")
        .FirstOrDefault();

    private (string Option, string Value)[] Named() =>
    [
        ("--seed", $"{Seed}"),
        ("--data", DataFolder ?? "not given"),
        (DataFolder is null ? "--languages" : "the sites of --data", string.Join(',', Sites)),
        ("--model", Model),
        ("--rounds", OrDefault(Rounds)),
        ("--local-steps", OrDefault(LocalSteps)),
        ("--private-steps", OrDefault(PrivateSteps)),
        ("--encoding", $"{Encoding}".ToLowerInvariant()),
        ("--weights", $"{Weights}".ToLowerInvariant()),
        ("--device", Device ?? ComputeDevice.Processor.ToString()),
        ("--secure", Secure is null ? "not given" : "given"),
        ("--bits", Secure is { Bits: var bits } ? $"{bits}" : "not given"),
        ("--drop", Secure is { Drop: var drop } ? drop.ToString(CultureInfo.InvariantCulture) : "not given"),
        ("--site-dp", Secure?.SiteDp is { } dp ? $"{dp}" : "not given"),
    ];

    private static string OrDefault(int? value) => value is { } given ? $"{given}" : "the default";
}
