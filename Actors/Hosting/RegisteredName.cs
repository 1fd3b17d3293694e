namespace Tapestry.Actors.Hosting;

/// <summary>The alphabet of names that are persisted.</summary>
internal static class RegisteredName
{
    private const int MaxLength = 64;

    public static void Validate(string name, bool allowDots)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var isValid = name.Length <= MaxLength && name.All(character =>
            char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-'
            || (allowDots && character == '.'));
        if (!isValid)
        {
            throw new ArgumentException(
                $"'{name}' is no valid name. Remedy: use lower-case letters, digits and hyphens"
                + $"{(allowDots ? " and dots" : "")}, at most {MaxLength} characters.");
        }
    }
}
