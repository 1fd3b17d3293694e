using System.Text.Json.Serialization;

namespace Tapestry.Grains.Interfaces.Secure;

/// <summary>What a handshake waits for; the numbers are those of the protocol's region phases.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SecureStep>))]
public enum SecureStep
{
    /// <summary>Sites advertise keys.</summary>
    Advertise = 1,

    /// <summary>Sites reveal their parts of the graph's seed; complete graphs skip it.</summary>
    RevealNonces = 2,

    /// <summary>Sites deal shares.</summary>
    DealShares = 3,

    /// <summary>Sites mask and upload.</summary>
    SendInputs = 4,

    /// <summary>Survivors sign the survivor set.</summary>
    SignSurvivors = 5,

    /// <summary>Survivors reveal shares.</summary>
    Unmask = 6,
}
