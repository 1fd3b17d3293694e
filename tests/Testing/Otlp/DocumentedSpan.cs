using System.Text.RegularExpressions;

namespace Tapestry.Testing.Otlp;

/// <summary>A span as the page tells it.</summary>
/// <param name="Template">Its name; <c>{word}</c> stands for a word, <c>{route}</c> for a path.</param>
/// <param name="Kind">As OpenTelemetry names it.</param>
/// <param name="Attributes">Names of attributes that it can have.</param>
public sealed record DocumentedSpan(string Template, string Kind, IReadOnlySet<string> Attributes)
{
    /// <summary>Whether a span with that name is meant.</summary>
    public bool Fits(string name) => Regex.IsMatch(
        name, $"^{Regex.Replace(Template.Replace(".", @"\.", StringComparison.Ordinal).Replace("{route}", "/.+", StringComparison.Ordinal), @"\{\w+\}", "[^ /]+")}$");
}
