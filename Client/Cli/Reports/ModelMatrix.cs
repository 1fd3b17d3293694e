namespace Tapestry.Client.Cli.Reports;

/// <summary>The final table: a row a model, a column a language.</summary>
internal sealed record ModelMatrix(IReadOnlyList<string> Languages, IReadOnlyList<ModelRow> Rows)
{
    /// <summary>Shared Base, Sovereigns, alone models, pooled, in the settings' order of members.</summary>
    public static ModelMatrix Of(RunReport report)
    {
        var languages = report.Settings.Languages;
        var bpb = report.Bpb;
        var rows = new List<ModelRow> { Row("Shared Base", ModelKind.SharedBase, null, bpb.SharedBase) };
        rows.AddRange(languages.Select(owner =>
            Row($"Sovereign {owner}", ModelKind.Sovereign, owner, bpb.Sovereign[owner])));
        if (bpb.Alone is { } alone)
        {
            rows.AddRange(languages.Select(owner => Row($"{owner} alone", ModelKind.Alone, owner, alone[owner])));
        }

        if (bpb.Pooled is { } pooled)
        {
            rows.Add(Row("Pooled", ModelKind.Pooled, null, pooled));
        }

        return new ModelMatrix(languages, rows);

        ModelRow Row(string name, ModelKind kind, string? owner, IReadOnlyDictionary<string, double> byLanguage) =>
            new(name, kind, owner, [.. languages.Select(language => byLanguage[language])]);
    }

    /// <summary>The lowest finite value of a column; null when it has none.</summary>
    public double? Best(int column)
    {
        var finite = Rows.Select(row => row.BitsPerByte[column]).Where(double.IsFinite).ToList();
        return finite.Count == 0 ? null : finite.Min();
    }
}
