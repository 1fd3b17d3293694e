namespace Tapestry.Client.Cli.Reports.Html;

/// <summary>Moves labels apart so that none covers another.</summary>
internal static class LabelPlaces
{
    /// <summary>
    /// Takes wished places in ascending order and returns places at least <paramref name="gap"/> apart, none above
    /// <paramref name="top"/>, as near to the wishes as one pass down and one up get them. When there is no room for all,
    /// they stay in order and the last ones run over <paramref name="bottom"/>.
    /// </summary>
    public static IReadOnlyList<double> Spread(IReadOnlyList<double> wished, double gap, double top, double bottom)
    {
        var places = wished.ToArray();
        var limit = bottom;
        for (var index = places.Length - 1; index >= 0; index--)
        {
            places[index] = Math.Min(places[index], limit);
            limit = places[index] - gap;
        }

        limit = top;
        for (var index = 0; index < places.Length; index++)
        {
            places[index] = Math.Max(places[index], limit);
            limit = places[index] + gap;
        }

        return places;
    }
}
