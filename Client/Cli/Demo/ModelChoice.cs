namespace Tapestry.Client.Cli.Demo;

/// <summary>The model to train: a built-in size, or a Llama-style <c>config.json</c>.</summary>
public sealed record ModelChoice
{
    private ModelChoice(string name, string? configPath)
    {
        Name = name;
        ConfigPath = configPath;
    }

    /// <summary>The smallest built-in model, for tests and a first look.</summary>
    public static ModelChoice Nano { get; } = new("nano", null);

    /// <summary>The demo's built-in model.</summary>
    public static ModelChoice Micro { get; } = new("micro", null);

    /// <summary><c>nano</c>, <c>micro</c>, or the full path of the configuration.</summary>
    public string Name { get; }

    /// <summary>Full path of a <c>config.json</c>; null for a built-in model.</summary>
    public string? ConfigPath { get; }

    /// <summary>The model that a configuration file describes.</summary>
    public static ModelChoice FromFile(string path)
    {
        var full = Path.GetFullPath(path);
        return new(full, full);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
