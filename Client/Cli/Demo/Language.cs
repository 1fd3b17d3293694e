using System.Diagnostics.CodeAnalysis;

namespace Tapestry.Client.Cli.Demo;

/// <summary>One of the 13 languages that the .NET SDK's own strings are translated into.</summary>
public readonly record struct Language
{
    private Language(string code) => Code = code;

    /// <summary>The name of the satellite assembly's folder, such as <c>pt-BR</c>.</summary>
    public string Code { get; }

    /// <summary>All of them, in ordinal order of their codes.</summary>
    public static IReadOnlyList<Language> All { get; } =
    [
        new("cs"), new("de"), new("es"), new("fr"), new("it"), new("ja"), new("ko"),
        new("pl"), new("pt-BR"), new("ru"), new("tr"), new("zh-Hans"), new("zh-Hant"),
    ];

    /// <summary>Finds a language by its code, in any case.</summary>
    public static bool TryParse(string code, [NotNullWhen(true)] out Language? language)
    {
        language = All.Where(known => known.Code.Equals(code, StringComparison.OrdinalIgnoreCase))
            .Cast<Language?>()
            .FirstOrDefault();
        return language is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Code;
}
