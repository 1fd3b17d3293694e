namespace Tapestry.Silo.Tests.Http.Mutations;

/// <summary>A request that the API understands.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Body">Bytes of the body; empty for none.</param>
/// <param name="Header">A header, or none.</param>
/// <param name="Value">The header's value.</param>
internal sealed record SampleRequest(HttpMethod Method, string Path, byte[] Body, string? Header = null, string Value = "");
