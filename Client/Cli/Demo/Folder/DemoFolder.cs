using Tapestry.Client.Cli.Errors;

namespace Tapestry.Client.Cli.Demo.Folder;

/// <summary>The output folder of one run, held exclusively from <see cref="ClaimAsync"/> until disposed.</summary>
/// <remarks>
/// Layout: <c>run.json</c> (manifest), <c>run.lock</c>, <c>region/</c> (database and blobs), <c>sites/NAME/</c> (a site's
/// own state and egress journal), <c>shared-base/</c>, <c>sovereign/NAME/</c>, <c>report.json</c>, <c>report.html</c>.
/// </remarks>
public sealed class DemoFolder : IDisposable
{
    private readonly FolderLock held;
    private readonly bool isMade;

    private DemoFolder(string root, FolderLock held, bool isMade, bool isResumed)
    {
        Root = root;
        this.held = held;
        this.isMade = isMade;
        IsResumed = isResumed;
    }

    /// <summary>Full path of the folder.</summary>
    public string Root { get; }

    /// <summary>True when the folder holds an earlier run of the same settings that this one goes on with.</summary>
    public bool IsResumed { get; }

    /// <summary>The region's SQLite database.</summary>
    public string Database => Path.Combine(Root, "region", "region.db");

    /// <summary>The region's content-addressed blobs.</summary>
    public string Blobs => Path.Combine(Root, "region", "blobs");

    /// <summary>The final Shared Base as safetensors and <c>config.json</c>.</summary>
    public string SharedBase => Path.Combine(Root, "shared-base");

    /// <summary>The report for programs.</summary>
    public string ReportJson => Path.Combine(Root, "report.json");

    /// <summary>The report for people.</summary>
    public string ReportHtml => Path.Combine(Root, "report.html");

    /// <summary>A member's Sovereign Model as safetensors and <c>config.json</c>.</summary>
    public string Sovereign(string site) => Path.Combine(Root, "sovereign", site);

    /// <summary>A site's own folder: its state between steps and its egress journal.</summary>
    public string Site(string site) => Path.Combine(Root, "sites", site);

    /// <summary>The list of everything that left a site.</summary>
    public string EgressJournal(string site) => Path.Combine(Site(site), "egress.jsonl");

    /// <summary>Creates or reopens the folder and locks it; a refused folder is left as it was.</summary>
    /// <exception cref="RefusedException">
    /// It is in use, unwritable, not ours, holds a run and <c>--resume</c> was not given, holds a run of other settings,
    /// or <c>--resume</c> was given and there is no run.
    /// </exception>
    public static async Task<DemoFolder> ClaimAsync(DemoSettings settings, CancellationToken cancellationToken)
    {
        var root = settings.OutFolder;
        FolderContent.EnsureClaimable(root, settings.Resume);
        var isMade = !Directory.Exists(root);
        var held = FolderLock.Acquire(root);
        try
        {
            var resumed = await MatchAsync(settings, cancellationToken);
            return new DemoFolder(root, held, isMade, resumed);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Gives up a new claim under which nothing was written: the folder is as it was, and the mended command needs no
    /// <c>--resume</c>.
    /// </summary>
    public void WithdrawIfUnused()
    {
        if (IsResumed || !FolderContent.HoldsOnlyAClaim(Root))
        {
            return;
        }

        File.Delete(Path.Combine(Root, ManifestFile.Name));
        if (isMade)
        {
            Directory.Delete(Root, recursive: true);
        }
    }

    /// <summary>Lets the next process claim the folder.</summary>
    public void Dispose() => held.Dispose();

    private static async Task<bool> MatchAsync(DemoSettings settings, CancellationToken cancellationToken)
    {
        var root = settings.OutFolder;
        var wanted = DemoManifest.Of(settings);
        if (await ManifestFile.ReadAsync(root, cancellationToken) is not { } found)
        {
            await ManifestFile.WriteAsync(root, wanted, cancellationToken);
            return false;
        }

        if (!settings.Resume)
        {
            throw new RefusedException(
                $"--out '{root}'", "it already holds a run", "Add --resume to go on with it, or give another --out");
        }

        return wanted.FirstDifference(found) is { } difference
            ? throw new RefusedException(
                $"--out '{root}'",
                $"it holds a run of other settings: {difference}",
                "Repeat the settings of that run, or give another --out")
            : true;
    }
}
