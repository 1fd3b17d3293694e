namespace Tapestry.Kernels.Encoding;

/// <summary>The bytes are no contribution frame: cut short, damaged, or made by something else.</summary>
public sealed class ContributionFormatException(string field, string value, string expected) : ContributionException(
    field, value, $"Contribution frame: {field} is {value}, expected {expected}. Ask the site to send it again.");
