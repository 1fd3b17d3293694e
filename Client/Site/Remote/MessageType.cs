using System.Text.Json.Serialization;
using Tapestry.Grains.Interfaces.Gateway;

namespace Tapestry.Client.Site.Remote;

/// <summary>The name of a message's type on the wire, from the closed list.</summary>
internal static class MessageType
{
    private static readonly Dictionary<Type, string> Names = Attribute
        .GetCustomAttributes(typeof(SiteMessage), typeof(JsonDerivedTypeAttribute)).Cast<JsonDerivedTypeAttribute>()
        .ToDictionary(derived => derived.DerivedType, derived => (string)derived.TypeDiscriminator!);

    public static string Of(SiteMessage message) => Names[message.GetType()];
}
