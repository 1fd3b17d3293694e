using System.Globalization;

namespace Tapestry.Grains.Interfaces.Identity;

/// <summary>Splits <c>name/number</c>.</summary>
internal static class SlashPair
{
    public static (string Name, int Number) Split(string kind, string text)
    {
        var slash = text.LastIndexOf('/');
        if (slash < 1 || !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw new InvalidIdException($"{kind} '{text}' is not valid: write name/number.");
        }

        return (text[..slash], number);
    }
}
