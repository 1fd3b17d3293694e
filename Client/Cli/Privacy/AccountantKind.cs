namespace Tapestry.Client.Cli.Privacy;

/// <summary>An accountant that the command line can name.</summary>
internal enum AccountantKind
{
    Rdp,
    Pld,
}
