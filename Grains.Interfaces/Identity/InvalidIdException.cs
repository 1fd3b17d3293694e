using Tapestry.Grains.Interfaces.Errors;

namespace Tapestry.Grains.Interfaces.Identity;

/// <summary>A text is not a valid identifier; the message holds the text and the rule.</summary>
public sealed class InvalidIdException(string message) : TapestryException("id.invalid", message);
