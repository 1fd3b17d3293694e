using System.Text.Json.Serialization;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Rounds;

namespace Tapestry.Grains.Interfaces.Serialization;

/// <summary>How messages are written: camelCase JSON, pinned by golden files.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(SiteMessage))]
[JsonSerializable(typeof(RoundTicket))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(SignedReceipt))]
[JsonSerializable(typeof(RoundCertificate))]
[JsonSerializable(typeof(RoundEvidence))]
public sealed partial class ContractJson : JsonSerializerContext;
