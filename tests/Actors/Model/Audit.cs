namespace Tapestry.Actors.Tests.Model;

/// <summary>Payload of a job.</summary>
public sealed record Audit(string Account);
