using System.Text.Json.Serialization;

namespace Tapestry.Benchmarks.Actors;

[JsonSerializable(typeof(CounterState))]
[JsonSerializable(typeof(Counted))]
internal sealed partial class CounterJson : JsonSerializerContext;
