namespace Tapestry.Actors.Tests.Model;

public sealed class TestFaultException(string message) : Exception(message);
