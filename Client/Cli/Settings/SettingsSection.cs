using System.Globalization;
using System.Security.Cryptography;
using Tapestry.Grains.Interfaces.Identity;
using YamlDotNet.RepresentationModel;

namespace Tapestry.Client.Cli.Settings;

/// <summary>The values of one mapping. A value that is missing or wrong is noted as a fault and read as a default.</summary>
internal sealed class SettingsSection(SettingsFile file, YamlMappingNode node)
{
    private readonly HashSet<string> known = [];

    public string Text(string name, string? missing = null) => Scalar(name, missing, required: missing is null)?.Value ?? missing ?? "";

    public string? OptionalText(string name) => Scalar(name, null, required: false)?.Value;

    /// <summary>A path, counted from the file's folder.</summary>
    public string Path(string name) => OptionalPath(name, required: true) ?? "";

    public string? OptionalPath(string name, bool required = false) =>
        Scalar(name, null, required)?.Value is { Length: > 0 } path ? file.FullPath(path) : null;

    /// <summary>Whether the section was left out, or holds nothing.</summary>
    public bool IsEmpty => node.Children.Count == 0;

    /// <summary>What a file holds that the value names; null, and a fault, when it cannot be used.</summary>
    public T? Load<T>(string name, Func<string, T?> load, bool isRequired = true)
        where T : class
    {
        if (OptionalPath(name, isRequired) is not { } path)
        {
            return null;
        }

        try
        {
            return load(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or InvalidDataException
            or CryptographicException or ArgumentException or InvalidIdException)
        {
            file.Fault(Find(name)!.Start, $"{name} '{path}' cannot be used: {problem.Message.TrimEnd('.')}");
            return null;
        }
    }

    public int Number(string name, int missing, int minimum, int maximum)
    {
        if (Scalar(name, null, required: false) is not { } scalar)
        {
            return missing;
        }

        if (int.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum)
        {
            return value;
        }

        file.Fault(scalar.Start, $"{name} '{scalar.Value}' is not a whole number from {minimum} to {maximum}");
        return missing;
    }

    /// <summary>A number with decimals; null when it is left out.</summary>
    public double? OptionalReal(string name, string form, Func<double, bool> isValid)
    {
        if (Scalar(name, null, required: false) is not { } scalar)
        {
            return null;
        }

        if (double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && isValid(value))
        {
            return value;
        }

        file.Fault(scalar.Start, $"{name} '{scalar.Value}' is not a number {form}");
        return null;
    }

    public bool Flag(string name) => Parse<bool>(name, false, "true or false", text => bool.TryParse(text, out var value) ? value : (bool?)null);

    public T Choice<T>(string name, T missing)
        where T : struct, Enum => Parse<T>(
            name, missing, string.Join(", ", Enum.GetNames<T>().Select(choice => choice.ToLowerInvariant())),
            text => Enum.TryParse<T>(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var value) && !char.IsAsciiDigit(text[0]) ? value : (T?)null);

    /// <summary>A value with a form of its own; null from <paramref name="parse"/> is a fault.</summary>
    public T Parse<T>(string name, T? missing, string form, Func<string, T?> parse)
        where T : struct
    {
        if (Scalar(name, null, required: missing is null) is not { Value: { } text } scalar)
        {
            return missing ?? default;
        }

        var value = text.Length > 0 ? parse(text) : null;
        if (value is null)
        {
            file.Fault(scalar.Start, $"{name} '{text}' is not {form}");
        }

        return value ?? missing ?? default;
    }

    /// <summary>A list of texts with at least one entry.</summary>
    public IReadOnlyList<T> List<T>(string name, string form, Func<string, T?> parse)
        where T : class
    {
        var items = Find(name) is YamlSequenceNode sequence ? sequence.OfType<YamlScalarNode>().ToArray() : [];
        if (items.Length == 0)
        {
            file.Fault(Find(name)?.Start ?? node.Start, $"{name} is not a list of {form}");
        }

        var read = new List<T>();
        foreach (var item in items)
        {
            if (parse(item.Value ?? "") is { } value)
            {
                read.Add(value);
            }
            else
            {
                file.Fault(item.Start, $"'{item.Value}' is not {form}");
            }
        }

        return read;
    }

    public SettingsSection Section(string name)
    {
        var found = Find(name);
        if (found is not (null or YamlMappingNode))
        {
            file.Fault(found.Start, $"{name} is not a mapping of names to values");
        }

        return new SettingsSection(file, found as YamlMappingNode ?? []);
    }

    /// <summary>A mapping that may be left out.</summary>
    public SettingsSection? OptionalSection(string name) => Find(name) is null ? null : Section(name);

    /// <summary>A list of mappings; empty when it is left out.</summary>
    public IReadOnlyList<SettingsSection> Sections(string name)
    {
        var found = Find(name);
        if (found is not (null or YamlSequenceNode) || (found is YamlSequenceNode list && list.Any(item => item is not YamlMappingNode)))
        {
            file.Fault(found!.Start, $"{name} is not a list of mappings of names to values");
        }

        return [.. (found as YamlSequenceNode ?? []).OfType<YamlMappingNode>().Select(item => new SettingsSection(file, item))];
    }

    public bool Has(string name) => Find(name) is not null;

    /// <summary>Notes a fault of the section as a whole.</summary>
    public void Fault(string what) => file.Fault(node.Start, what);

    /// <summary>Whoever misspells a name must hear of it.</summary>
    public void RejectUnknown()
    {
        foreach (var name in node.Children.Keys.OfType<YamlScalarNode>().Where(name => !known.Contains(name.Value ?? "")))
        {
            file.Fault(name.Start, $"'{name.Value}' is not known here; known are {string.Join(", ", known.Order(StringComparer.Ordinal))}");
        }
    }

    private YamlScalarNode? Scalar(string name, string? missing, bool required)
    {
        var found = Find(name);
        if (found is null && required)
        {
            file.Fault(node.Start, $"{name} is missing");
        }

        if (found is not (null or YamlScalarNode))
        {
            file.Fault(found.Start, $"{name} is not a single value");
        }

        return found as YamlScalarNode ?? (missing is null ? null : new YamlScalarNode(missing));
    }

    private YamlNode? Find(string name)
    {
        known.Add(name);
        return node.Children.TryGetValue(new YamlScalarNode(name), out var found) ? found : null;
    }
}
