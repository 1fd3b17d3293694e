namespace Tapestry.Client.Cli.Reports;

/// <summary>One model of the matrix.</summary>
/// <param name="Name">As a person reads it.</param>
/// <param name="Kind">How it was trained.</param>
/// <param name="Owner">The member whose model it is; null for the Shared Base and the pooled model.</param>
/// <param name="BitsPerByte">Held-out bits per byte, a value a column.</param>
internal sealed record ModelRow(string Name, ModelKind Kind, string? Owner, IReadOnlyList<double> BitsPerByte)
{
    public double Mean => BitsPerByte.Average();
}
