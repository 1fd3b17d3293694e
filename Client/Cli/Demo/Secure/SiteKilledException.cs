namespace Tapestry.Client.Cli.Demo.Secure;

/// <summary>A site was killed as <c>--drop</c> asked; what it had not sent never leaves.</summary>
internal sealed class SiteKilledException : Exception;
