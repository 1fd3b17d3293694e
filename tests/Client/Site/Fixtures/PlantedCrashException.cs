namespace Tapestry.Client.Tests.Site.Fixtures;

/// <summary>Stands for the end of the process.</summary>
internal sealed class PlantedCrashException : Exception;
