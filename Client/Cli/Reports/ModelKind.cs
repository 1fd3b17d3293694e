namespace Tapestry.Client.Cli.Reports;

/// <summary>How a model of the matrix was trained.</summary>
internal enum ModelKind
{
    SharedBase,
    Sovereign,
    Alone,
    Pooled,
}
