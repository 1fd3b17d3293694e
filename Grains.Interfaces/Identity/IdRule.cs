namespace Tapestry.Grains.Interfaces.Identity;

/// <summary>The rule that all names follow: 1 to 64 of <c>A-Z a-z 0-9 . _ -</c>, starting with a letter or digit.</summary>
internal static class IdRule
{
    public const int MaximumLength = 64;

    public static string Check(string kind, string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > MaximumLength || !char.IsAsciiLetterOrDigit(text[0])
            || !text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'))
        {
            throw new InvalidIdException(
                $"{kind} '{text}' is not valid: use 1 to {MaximumLength} letters, digits, '.', '_' or '-', starting with a letter or digit.");
        }

        return text;
    }
}
