using System.Text.Json.Serialization;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Grains.Interfaces.Http;

/// <summary>JSON of API v1: as messages are written elsewhere, and null is refused where the type has none.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(SiteMessage))]
[JsonSerializable(typeof(TicketWait))]
[JsonSerializable(typeof(CohortWait))]
[JsonSerializable(typeof(ProtocolWait))]
[JsonSerializable(typeof(SignedReceipt))]
[JsonSerializable(typeof(UploadState))]
[JsonSerializable(typeof(CharterPolicy))]
[JsonSerializable(typeof(Member))]
[JsonSerializable(typeof(ConsortiumView))]
[JsonSerializable(typeof(RunDefinition))]
[JsonSerializable(typeof(RunStop))]
[JsonSerializable(typeof(RunView))]
[JsonSerializable(typeof(RoundView))]
[JsonSerializable(typeof(LedgerView))]
[JsonSerializable(typeof(RunPage))]
[JsonSerializable(typeof(ModelPage))]
[JsonSerializable(typeof(ModelView))]
[JsonSerializable(typeof(LedgerPage))]
[JsonSerializable(typeof(EventView))]
[JsonSerializable(typeof(EventPage))]
public sealed partial class ApiJson : JsonSerializerContext;
