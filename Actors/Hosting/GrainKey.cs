namespace Tapestry.Actors.Hosting;

/// <summary>The rules for grain keys.</summary>
internal static class GrainKey
{
    public static void Validate(string type, string key, int maxLength)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        Limit.Enforce(nameof(GrainHostOptions.MaxKeyLength), key.Length, maxLength, "Key of grain type", type);
        foreach (var character in key)
        {
            if (char.IsControl(character) || char.IsSurrogate(character))
            {
                throw new ArgumentException(
                    $"The key of a '{type}' grain holds U+{(int)character:X4}. "
                    + "Remedy: use no control characters and none beyond U+FFFF.", nameof(key));
            }
        }
    }
}
