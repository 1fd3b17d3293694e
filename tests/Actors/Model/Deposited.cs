namespace Tapestry.Actors.Tests.Model;

public sealed record Deposited(long Amount, long Balance);
