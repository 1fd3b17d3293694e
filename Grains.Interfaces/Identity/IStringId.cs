namespace Tapestry.Grains.Interfaces.Identity;

/// <summary>An identifier that is a short string on the wire and a type of its own in code.</summary>
/// <typeparam name="TSelf">The identifier itself.</typeparam>
public interface IStringId<TSelf>
    where TSelf : struct, IStringId<TSelf>
{
    /// <summary>The text of the identifier; empty only for <c>default</c>, which no message may carry.</summary>
    string Value { get; }

    /// <summary>Reads and validates an identifier.</summary>
    /// <exception cref="InvalidIdException">The text breaks the rule of this identifier.</exception>
    static abstract TSelf Parse(string text);
}
