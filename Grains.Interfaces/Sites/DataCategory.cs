using System.Text.Json.Serialization;

namespace Tapestry.Grains.Interfaces.Sites;

/// <summary>How far a dataset may be used, from the freest to the closest.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DataCategory>))]
public enum DataCategory
{
    /// <summary>Anyone may use it.</summary>
    Open = 0,

    /// <summary>Open, and held by this member only.</summary>
    UniqueOpen = 1,

    /// <summary>Usable under conditions that the member checks.</summary>
    Controlled = 2,

    /// <summary>Usable within the member's jurisdiction only.</summary>
    Sovereign = 3,

    /// <summary>Usable for the member's own models only; never in a run.</summary>
    Private = 4,
}
