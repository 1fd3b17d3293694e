using Tapestry.Client.Cli.Errors;
using Tapestry.Training.Data;
using Tapestry.Training.Data.Folders;
using Tapestry.Training.Data.HeldOut;
using Tapestry.Training.Data.Satellites;

namespace Tapestry.Client.Cli.Demo.Data;

/// <summary>Reads the text of all sites and holds out what no model trains on.</summary>
internal static class DemoTexts
{
    /// <exception cref="RefusedException">A text cannot be read or is too small.</exception>
    public static IReadOnlyList<SiteText> Load(DemoSettings settings, int sequenceLength, CancellationToken cancellationToken)
    {
        try
        {
            return [.. HeldOutSplit.Apply(Corpora(settings), new HeldOutOptions(), cancellationToken)
                .Select(dataset => new SiteText(dataset, sequenceLength))];
        }
        catch (CorpusException problem)
        {
            throw new RefusedException("The training text", problem.Message.TrimEnd('.'), "Choose other --languages or another --data folder", problem);
        }
    }

    private static IReadOnlyList<ITextCorpus> Corpora(DemoSettings settings)
    {
        if (settings.DataFolder is { } folder)
        {
            return FolderCorpus.InSubfolders(folder);
        }

        var sdk = SdkFolder.Find(SdkSearch.OfThisProcess());
        return [.. settings.Languages.Select(language => new SatelliteCorpus(language.Code, sdk))];
    }
}
