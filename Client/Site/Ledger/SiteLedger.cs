using System.Text.Json;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Kernels.Files;

namespace Tapestry.Client.Site.Ledger;

/// <summary>
/// A site's own record of what left it, over all runs and datasets, which it trusts above the region's. A round is on it
/// before its input leaves and stays on it: once masked, an input may be unmasked without this site. So it is never below the
/// region's ledger.
/// </summary>
public sealed class SiteLedger
{
    private readonly string path;
    private readonly IReleaseComposition composition;
    private LedgerFile file;

    private SiteLedger(string path, IReleaseComposition composition, LedgerFile file) =>
        (this.path, this.composition, this.file) = (path, composition, file);

    /// <summary>Opens the record; a file that does not exist is an empty one.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or of an unknown version: better no round than a forgotten one.</exception>
    public static SiteLedger Open(string path, IReleaseComposition composition)
    {
        if (!File.Exists(path))
        {
            var empty = new Dictionary<string, IReadOnlyList<LedgerCharge>>();
            return new(path, composition, new LedgerFile { Version = LedgerFile.CurrentVersion, Datasets = empty });
        }

        try
        {
            var bytes = File.ReadAllBytes(path);
            ThrowUnlessKnown(path, bytes);
            var file = JsonSerializer.Deserialize(bytes, LedgerFileJson.Default.LedgerFile) ?? throw new JsonException("it is null");
            return new(path, composition, file);
        }
        catch (JsonException damaged)
        {
            throw new InvalidDataException(
                $"'{path}' is not a site's ledger ({damaged.Message}): restore it from a copy; without it the site cannot know what it spent.", damaged);
        }
    }

    /// <summary>What left of a dataset.</summary>
    public IReadOnlyList<LedgerCharge> Charges(string dataset) => file.Datasets.GetValueOrDefault(dataset) ?? [];

    /// <summary>Why a round must not release; null when the budget allows it or the round is on record already.</summary>
    public string? ReasonToRefuse(string dataset, PrivacyBudget? budget, RoundId round, LedgerRelease release)
    {
        var charges = Charges(dataset);
        if (charges.FirstOrDefault(charge => charge.Holds(round)) is { } standing)
        {
            return standing.PerRound == release
                ? null
                : $"Round '{round}' is on the site's own record with another release; a round releases one thing.";
        }

        return budget is null
            ? null
            : BudgetCheck.ReasonToRefuse($"The site's own record of '{dataset}'", budget, charges.Releases(), release, composition);
    }

    /// <summary>Puts a round on record, durable when the call returns; once is enough.</summary>
    /// <exception cref="IOException">The file cannot be written; nothing may leave then.</exception>
    public void Record(string dataset, RoundId round, LedgerRelease release)
    {
        var charges = Charges(dataset);
        if (charges.Hold(round))
        {
            return;
        }

        var next = file with
        {
            Datasets = new SortedDictionary<string, IReadOnlyList<LedgerCharge>>(file.Datasets.ToDictionary(), StringComparer.Ordinal)
            {
                [dataset] = charges.Plus(round, release),
            },
        };
        AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(next, LedgerFileJson.Default.LedgerFile));
        file = next;
    }

    private static void ThrowUnlessKnown(string path, byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        var version = document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("version", out var property) && property.TryGetInt32(out var number)
            ? number
            : throw new JsonException("it has no version");
        if (version != LedgerFile.CurrentVersion)
        {
            throw new InvalidDataException(
                $"'{path}' has version {version}; this program reads version {LedgerFile.CurrentVersion}: run the program that wrote it, or a newer one.");
        }
    }
}
